import { HOUR } from '../../kit/clock.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { outboxItem } from '../../outbox/index.js'
import { Activity, AuditEntry, type Db, Group, OutboxItem } from '../../store/index.js'
import { roomOf } from '../step.js'
import { rsvpButtons } from './answer.js'
import { prepareActivity } from './prepare.js'
import { activityRow, talkedFrom } from './remembered.js'

interface Deps {
  db: Db
  ids: Ids
  say: Say
  dealer: Dealer
  now: number
}

/** Announces an activity without a preview, for the command line. Answers its title, or what is wrong with the notice. */
export async function createActivity(
  { db, ids, say, dealer, now }: Deps,
  text: string,
  groupName?: string,
): Promise<{ title: string } | { problem: string }> {
  const groups = await db.find(Group, { where: { kind: 'owners' }, order: { createdAt: 'ASC' } })
  const prepared = prepareActivity(groupName ? `@${groupName} ${text}` : text, groups, now, dealer.zone)
  if ('key' in prepared) return { problem: say(prepared.key, prepared.params) }
  const { group, announcement, notice } = prepared
  const id = ids()
  await db.insert(Activity, activityRow(id, group.id, talkedFrom(id, announcement, now), notice, dealer.zone, 'open'))
  const action = {
    type: 'announce' as const,
    room: roomOf(group),
    text: say('activities.notice', { text: notice }),
    buttons: rsvpButtons(say, id),
  }
  const item = outboxItem({
    id: ids(),
    accountId: group.accountId,
    action,
    priority: 'broadcast',
    dedupeKey: `activities:announce:${id}`,
    now,
    lifetime: 6 * HOUR,
  })
  await db.insert(OutboxItem, item as object)
  await db.insert(AuditEntry, {
    id: ids(),
    at: now,
    actor: 'cli',
    what: 'activities.published',
    messageId: null,
    details: { activity: id },
  })
  return { title: announcement.title }
}
