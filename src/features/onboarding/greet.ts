import { Between, IsNull } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import type { Say } from '../../kit/texts.js'
import type { Action } from '../../message/index.js'
import { outboxItem } from '../../outbox/index.js'
import { Group, type Job, Member, OutboxItem, writeRows } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { suggestCard } from '../name-card.js'
import { advertises } from '../public-name.js'
import { displayName, roomOf } from '../step.js'
import { type Fullness, loadFullness, wayInto } from './fullness.js'

/** So many are named; the others are greeted all the same. */
const NAMED = 8

/** Those who are called by their names: an advert in a name is not repeated. */
const named = (newcomers: readonly Member[]) =>
  newcomers.filter((member) => !advertises(displayName(member))).slice(0, NAMED)

/** One greeting for everybody who came in together: who they are, and the things that matter. */
function greeting(say: Say, { settings }: Group, newcomers: readonly Member[]): string {
  const names = newcomers.map((member) => `@${displayName(member)}`).join(' ')
  const [first] = newcomers
  const prefix = settings.rules?.card === 'off' ? undefined : settings.cardPrefix
  const example = prefix && first ? suggestCard(first.nickname || displayName(first), prefix) : ''
  if (settings.welcome) return say('onboarding.welcome_own', { names, text: settings.welcome })
  return say(prefix ? 'onboarding.welcome' : 'onboarding.welcome_plain', { names, example })
}

/** The greeting as an action, and whom it names; null when there is nobody to be named. A full group names the next. */
export function greet(say: Say, group: Group, newcomers: readonly Member[], full: Fullness | undefined): Action | null {
  const welcome = named(newcomers)
  if (!welcome.length) return null
  const mentions = welcome.map((member) => member.externalId)
  const buttons = [{ label: say('onboarding.button_register'), data: 'registration:start' }]
  const onward =
    full?.isFull && full.next
      ? say('onboarding.welcome_full', { next: full.next.group.name, way: wayInto(say, full.next) })
      : []
  const text = [greeting(say, group, welcome)].concat(onward).join('\n')
  return { type: 'say', room: roomOf(group), text, mentions, buttons }
}

/** Greets all who came into a group in a span of time (UTC ms, both ends included) and are still there. */
export async function greetTogether(
  { store, ids, say, now }: Omit<JobDeps, 'dealer'>,
  { groupId, since, until }: Job['payload'],
): Promise<void> {
  await store.transaction(async (db) => {
    const group = await db.findOneBy(Group, { id: String(groupId) })
    if (!group) return
    const joinedAt = Between(Number(since), Number(until))
    const newcomers = await db.find(Member, {
      where: { groupId: group.id, staff: false, leftAt: IsNull(), joinedAt },
      order: { joinedAt: 'ASC', id: 'ASC' },
    })
    const full = await loadFullness(db, new Map([[group.id, { joins: 0 }]]))
    const action = greet(say, group, newcomers, full.get(group.id))
    if (!action) return
    const dedupeKey = `onboarding:welcome:${group.id}:${since}`
    const order = { accountId: group.accountId, action, priority: 'reply' as const, dedupeKey, now, lifetime: HOUR }
    await writeRows(db, OutboxItem, [outboxItem({ id: ids(), ...order })], 'ignore')
  })
}
