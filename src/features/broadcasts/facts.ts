import { In, IsNull, MoreThan, Not } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import type { ChannelKind } from '../../message/index.js'
import { PRIORITY, waiting } from '../../outbox/index.js'
import { ChannelAccount, Contact, type Db, type Group, Incident, Member, OutboxItem } from '../../store/index.js'
import { type Past, readContactSettings } from '../contact-budget.js'
import { type BroadcastSettings, perDayOf } from './settings.js'

/** What decides whether a broadcast may go somewhere now. */
export interface Facts {
  /** Groups with an open complaint storm: no marketing goes there. */
  troubled: ReadonlySet<string>
  /** So often a group hears something unasked in a week, and what each heard. */
  times: number
  heard: Map<string, Past[]>
  /** Account → platform, and how much more it may send unasked today. */
  kinds: ReadonlyMap<string, ChannelKind>
  left: Map<string, number>
  /** Group → customers in it, as far as we know them. */
  people: ReadonlyMap<string, number>
}

export async function loadFacts(
  db: Db,
  groups: readonly Group[],
  settings: BroadcastSettings,
  now: number,
): Promise<Facts> {
  const incidents = await db.findBy(Incident, { state: 'open' })
  const { groupTimes } = await readContactSettings(db)
  const contacts = await db.findBy(Contact, { groupId: Not(IsNull()), at: MoreThan(now - 7 * DAY) })
  const heard = new Map<string, Past[]>(groups.map(({ id }) => [id, []]))
  for (const contact of contacts) heard.get(contact.groupId as string)?.push(contact)
  const accounts = await db.find(ChannelAccount)
  const left = new Map<string, number>()
  for (const { id: accountId, channel } of accounts) {
    const mine = { accountId, priority: PRIORITY.broadcast }
    const sent = await db.countBy(OutboxItem, { ...mine, sentAt: MoreThan(now - DAY) })
    const queued = await db.countBy(OutboxItem, { ...mine, state: waiting })
    left.set(accountId, Math.max(0, perDayOf(settings, channel) - sent - queued))
  }
  return {
    troubled: new Set(incidents.map(({ groupId }) => groupId)),
    times: groupTimes,
    heard,
    kinds: new Map(accounts.map(({ id, channel }) => [id, channel])),
    left,
    people: await countPeople(db, groups),
  }
}

async function countPeople(db: Db, groups: readonly Group[]): Promise<Map<string, number>> {
  const rows: { groupId: string; number: number | string }[] = groups.length
    ? await db
        .createQueryBuilder(Member, 'member')
        .select('member.groupId', 'groupId')
        .addSelect('COUNT(*)', 'number')
        .where({ groupId: In(groups.map(({ id }) => id)), staff: false, leftAt: IsNull() })
        .groupBy('member.groupId')
        .getRawMany()
    : []
  return new Map(rows.map(({ groupId, number }) => [groupId, Number(number)]))
}
