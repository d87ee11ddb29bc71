import { In } from 'typeorm'
import type { Ids } from '../../kit/ids.js'
import {
  Customer,
  CustomerMerge,
  createCodes,
  type Db,
  Lead,
  lock,
  Member,
  type MovedPoints,
  Registration,
  Vehicle,
} from '../../store/index.js'
import type { Batch } from '../step.js'
import { followAll, JournalPen, passReviewLine, tellSignUps } from './follow/index.js'

interface Around {
  db: Db
  ids: Ids
  now: number
}

/** Points, vouchers and referrals of customers who become one, or two again. */
export interface PointsMover {
  join(around: Around, from: string, to: string): Promise<MovedPoints>
  /** Answers how many of the points are spent or over by now. */
  part(around: Around, moved: MovedPoints, ends: { from: string; to: string }, actor: string): Promise<number>
}

/** Makes one customer of two, in the transaction that is under way, and keeps what moved. */
export type Merge = (
  around: Around & Pick<Batch, 'say' | 'writes' | 'turns'>,
  one: Customer,
  other: Customer,
  way: CustomerMerge['way'],
) => Promise<{ kept: Customer; merged: Customer; merge: CustomerMerge }>

/** What the one takes from the other where it has nothing itself; a column follows the first of its line. */
const TAKEN: readonly (readonly [keyof Customer, ...(keyof Customer)[]])[] = [
  ['phone', 'phoneFingerprint'],
  ['realName', 'realNameFingerprint'],
  ['class', 'classedAt', 'classedBy'],
  ['birthday', 'birthdayLunar'],
  ['owner'],
  ['source'],
  ['profile'],
  ['consentAt'],
  // Whoever wants to hear nothing is still that person.
  ['marketingStoppedAt'],
]

/** Whoever makes two customers one, or two of one, waits behind this name. */
export const MERGE_LOCK = 'customer merges'

export const createMerge =
  (points: PointsMover): Merge =>
  async ({ db, ids, say, writes, turns, now }, one, other, way) => {
    await lock(db, [MERGE_LOCK])
    const whose = { customerId: In([one.id, other.id]) }
    const registrations = await db.findBy(Registration, whose)
    const [kept, merged] = goesOn(registrations, one, other) ? [one, other] : [other, one]
    const theirs = { customerId: merged.id }

    const members = new Set((await db.findBy(Member, theirs)).map(({ id }) => id))
    for (const { member } of turns)
      if (member.customerId === merged.id) {
        members.add(member.id)
        member.customerId = kept.id
      }
    for (const id of members) writes.change(Member, id, { customerId: kept.id })
    const vehicles = (await db.findBy(Vehicle, theirs)).map(({ id }) => id)
    for (const id of vehicles) writes.change(Vehicle, id, { customerId: kept.id })
    const leads = (await db.find(Lead, { select: { id: true }, where: theirs })).map(({ id }) => id)
    for (const id of leads) writes.change(Lead, id, { customerId: kept.id })

    const pen = new JournalPen(db)
    const stopped = { kept: kept.marketingStoppedAt !== null, merged: merged.marketingStoppedAt !== null }
    await followAll({ db, pen, keptId: kept.id, mergedId: merged.id }, stopped)

    const columns = TAKEN.filter(([first]) => kept[first] === null && merged[first] !== null).flat()
    const taken = Object.fromEntries(columns.map((column) => [column, merged[column]])) as Partial<Customer>
    if (columns.length) writes.change(Customer, kept.id, taken)
    Object.assign(kept, taken)
    writes.change(Customer, merged.id, { mergedIntoId: kept.id })
    merged.mergedIntoId = kept.id

    const reviewed = await passReviewLine({ db }, { from: merged.id, to: kept.id })
    const moved = {
      ...{ members: [...members], vehicles, leads, reviewed, columns, ...pen.journal },
      ...(await points.join({ db, ids, now }, merged.id, kept.id)),
    }
    const about = { id: ids(), code: (await createCodes(db, CustomerMerge))(), keptId: kept.id, mergedId: merged.id }
    const merge = writes.insert(CustomerMerge, { ...about, at: now, way, moved, undoneAt: null, undoneBy: null })
    await tellSignUps({ db, ids, say, now }, [kept.id, merged.id], `merging:signed:${merge.id}`)
    return { kept, merged, merge }
  }

/** Whether both go on as `one`: the one that is registered, else the older. A customer has one registration. */
function goesOn(registrations: readonly Registration[], one: Customer, other: Customer): boolean {
  const progress = ({ id }: Customer) => {
    const registration = registrations.find((each) => each.customerId === id)
    return registration ? (registration.state === 'done' ? 2 : 1) : 0
  }
  const ahead = progress(one) - progress(other)
  if (ahead) return ahead > 0
  return one.createdAt !== other.createdAt ? one.createdAt < other.createdAt : one.id < other.id
}
