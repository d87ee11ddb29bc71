import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Activity, AuditEntry, createCodes, type Db, OutboxItem, writeRows } from '../../store/index.js'
import { ownerGroups } from '../owner-groups.js'
import { prepareActivity } from './prepare.js'
import { noticeItem } from './publish.js'
import { activityRow, talkedFrom } from './rows.js'

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
  const prepared = prepareActivity(groupName ? `@${groupName} ${text}` : text, await ownerGroups(db), now, dealer.zone)
  if ('key' in prepared) return { problem: say(prepared.key, prepared.params) }
  const { group, announcement, notice } = prepared
  const id = ids()
  const code = (await createCodes(db, Activity))()
  const talked = talkedFrom(id, announcement, now)
  const activity = activityRow({ id, code, groupId: group.id }, talked, notice, dealer.zone, 'open')
  await writeRows(db, Activity, [activity])
  const item = noticeItem({ say, dealer }, activity, group, { now, ids })
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
