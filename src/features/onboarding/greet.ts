import { IsNull, MoreThanOrEqual } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { outboxItem } from '../../outbox/index.js'
import { Group, type Job, Member, OutboxItem, type Store, writeRows } from '../../store/index.js'
import { displayName, roomOf } from '../step.js'
import { suggestCard } from './check-card.js'

/** So many are named; the others are greeted all the same. */
const NAMED = 8

/** One greeting for everybody who came in together: who they are, and the things that matter. */
export function greeting(say: Say, { settings }: Group, newcomers: readonly Member[]): string {
  const names = newcomers
    .slice(0, NAMED)
    .map((member) => `@${displayName(member)}`)
    .join(' ')
  const [first] = newcomers
  const prefix = settings.cardPrefix
  const example = prefix && first ? suggestCard(first.nickname || displayName(first), prefix) : ''
  if (settings.welcome) return say('onboarding.welcome_own', { names, text: settings.welcome })
  return say(prefix ? 'onboarding.welcome' : 'onboarding.welcome_plain', { names, example })
}

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** Greets all who came into a group since `since` and are still there. */
export async function greetTogether({ store, ids, say, now }: Deps, { groupId, since }: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const group = await db.findOneBy(Group, { id: String(groupId) })
    if (!group) return
    const newcomers = await db.find(Member, {
      where: { groupId: group.id, staff: false, leftAt: IsNull(), joinedAt: MoreThanOrEqual(Number(since)) },
      order: { joinedAt: 'ASC', id: 'ASC' },
    })
    if (!newcomers.length) return
    const text = greeting(say, group, newcomers)
    const mentions = newcomers.slice(0, NAMED).map((member) => member.externalId)
    const item = outboxItem({
      id: ids(),
      accountId: group.accountId,
      action: { type: 'say', room: roomOf(group), text, mentions },
      priority: 'reply',
      dedupeKey: `onboarding:welcome:${group.id}:${since}`,
      now,
      lifetime: HOUR,
    })
    await writeRows(db, OutboxItem, [item], 'ignore')
  })
}
