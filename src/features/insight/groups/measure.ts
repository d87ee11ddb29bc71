import { isDeepStrictEqual } from 'node:util'
import { In, MoreThanOrEqual, Not } from 'typeorm'
import { Activity, type Db, GroupDay, MemberMark, Poll, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { ownerGroups } from '../../owner-groups.js'
import { type GroupCustomer, readCustomers } from './customers.js'
import { type Day, lastDays, MONTH, measureDays, type Span } from './days.js'
import { findMarks, type Mark } from './find-marks.js'
import { readTalk } from './talk.js'

/** Every night: the days of each group that are over and not yet counted, and the members who stand out. */
export async function measureGroups({ store, ids, dealer, now }: JobDeps): Promise<void> {
  const spans = lastDays(now, dealer.zone, MONTH + 1)
  // One transaction a group: the talk of the others does not wait for all of them.
  for (const { id: groupId } of await store.direct(ownerGroups))
    await store.transaction(async (db) => {
      const customers = await readCustomers(db, groupId)
      const stored = await db.find(GroupDay, {
        select: { id: true, day: true },
        where: { groupId, day: MoreThanOrEqual(spans[0]!.day) },
      })
      const known = new Set(stored.map(({ day }) => day))
      const over = spans.slice(0, -1).filter(({ day }) => !known.has(day))
      const days = await countDays(db, groupId, over, customers)
      const rows = days.map((day) => ({ ...day, id: ids(), groupId }))
      await writeRows(db, GroupDay, rows, 'ignore')
      const marks = await findMarks(db, groupId, customers, { spans, now })
      await keepMarks(db, marks, { groupId, day: spans.at(-1)!.day, ids })
    })
}

/** What these days came to; oldest first. */
export async function countDays(
  db: Db,
  groupId: string,
  spans: readonly Span[],
  members: readonly GroupCustomer[],
): Promise<Day[]> {
  const [first] = spans
  if (!first) return []
  const since = MoreThanOrEqual(first.from)
  const polls = await db.find(Poll, { select: { id: true, openedAt: true }, where: { groupId, openedAt: since } })
  const activities = await db.find(Activity, {
    select: { id: true, announcedAt: true },
    where: { groupId, announcedAt: since, state: Not('draft') },
  })
  return measureDays(spans, {
    ...{ talk: await readTalk(db, groupId, first.from), members },
    polls: polls.map(({ openedAt }) => openedAt),
    activities: activities.map(({ announcedAt }) => announcedAt),
  })
}

/** Writes what differs from the night before. */
async function keepMarks(
  db: Db,
  marks: readonly Mark[],
  { groupId, day, ids }: { groupId: string; day: string; ids: JobDeps['ids'] },
): Promise<void> {
  const stored = new Map((await db.findBy(MemberMark, { groupId })).map((mark) => [mark.memberId, mark]))
  const fresh = marks.flatMap((mark) => {
    const known = stored.get(mark.memberId)
    stored.delete(mark.memberId)
    const isSame = known && isDeepStrictEqual({ ...known, ...mark }, { ...known })
    return isSame ? [] : { ...mark, id: known?.id ?? ids(), groupId, day }
  })
  if (stored.size) await db.delete(MemberMark, { id: In([...stored.values()].map(({ id }) => id)) })
  await writeRows(db, MemberMark, fresh, 'update')
}
