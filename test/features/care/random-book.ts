import fc from 'fast-check'
import { birthdaysOn } from '../../../src/features/care/calendar.js'
import { CUSTOMER_KINDS, type CustomerKind } from '../../../src/features/care/occasions.js'
import { HOUR } from '../../../src/kit/clock.js'
import { plusDays } from '../../../src/kit/days.js'
import { startOf } from '../../../src/kit/zone.js'
import {
  CareNote,
  ChannelAccount,
  Customer,
  type Db,
  Group,
  Lead,
  Member,
  NEW_CUSTOMER,
  NEW_VEHICLE,
  Vehicle,
  VehicleFact,
} from '../../../src/store/index.js'

export const zone = 'America/New_York'
/** Ends of months and of winters, where calendars are odd, and the eve of a Chinese New Year. */
const DAYS = [
  '2024-02-28',
  '2024-02-29',
  '2025-01-28',
  '2025-02-28',
  '2025-03-31',
  '2025-04-30',
  '2025-06-02',
  '2025-12-31',
]

/** Days are told by how long before the first morning they are. */
const ago = (most: number, least = 0) => fc.integer({ min: least, max: most })
const near = ago(3, -45)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })
/** Some half years ago, give or take some days. */
const bought = fc.tuple(ago(26), near).map(([halves, days]) => Math.round(182.63 * halves) + days)
/** A service is due every 10,000 km. */
const km = fc.tuple(ago(6, 1), ago(900)).map(([services, left]) => 10_000 * services - left)
const rarely = fc.nat(5).map((n) => n === 0)
const anniversary = fc.tuple(ago(5), ago(2, -2)).map(([years, days]) => Math.round(365.25 * years) + days)
/** A year later to the day it is due, and in a leap year a day later than it seems. */
const service = fc.oneof(
  ago(9),
  ago(400),
  fc.constantFrom(365, 366),
  fc.constantFrom(365, 366).chain((year) => ago(year + 2, year - 20)),
)
const SILENT = [30, 90] as const
/** Around the first and the last day on which a silence is broken. */
const silent = fc.constantFrom(...SILENT).chain((days) => fc.oneof(ago(days + 1, days - 1), ago(days + 15, days + 12)))
const heard = maybe(fc.oneof(ago(110), silent))
const fact = fc.record({
  kind: fc.constantFrom('mileage' as const, 'service' as const, 'insurance' as const),
  ...{ daysAgo: service, km, of: ago(3) },
  state: fc.constantFrom('said' as const, 'confirmed' as const, 'wrong' as const),
})
const car = fc.record({
  ...{
    purchaseDate: maybe(fc.oneof(bought, anniversary, ago(100))),
    registeredOn: maybe(bought),
    insuranceUntil: maybe(near),
  },
  ...{ inspectionUntil: maybe(near), warrantyUntil: maybe(near), financedUntil: maybe(near) },
  ...{ warrantyKm: maybe(fc.constant(50_000)), usage: fc.constantFrom('private' as const, 'commercial' as const) },
  ...{ isGone: rarely, facts: fc.array(fact, { maxLength: 2 }) },
})
const word = fc.constantFrom('佳佳', '小赵', null)
const level = fc.constantFrom('A' as const, 'B' as const, 'C' as const, null)
const who = fc.record({
  ...{ owner: word, class: level, birthday: maybe(ago(2, -2)), birthdayLunar: fc.constantFrom(true, false, null) },
  lost: fc.constantFrom(null, null, null, null, null, null, 'lostAt' as const, 'erasedAt' as const),
  note: maybe(fc.record({ owner: word, class: level, ownerChangedOn: maybe(ago(20)), raisedOn: maybe(ago(20)) })),
  cars: fc.array(car, { maxLength: 2 }),
  members: fc.array(fc.record({ staff: rarely, lastMessageAt: heard, joinedAt: heard }), {
    maxLength: 2,
  }),
  leads: fc.array(heard, { maxLength: 1 }),
})
/** Some have another consultant since, are thought of more highly, or less. */
const changed = fc.array(fc.record({ of: fc.nat(29), owner: word, class: level }), { maxLength: 3 })
/** With one kind on, nobody is let through for another reason. */
const one = fc.constantFrom(...CUSTOMER_KINDS).map((kind) => [kind])
/** The customers of a store, and the mornings on which they are looked at. */
export const book = fc.record({
  first: fc.constantFrom(...DAYS),
  people: fc.array(who, { minLength: 10, maxLength: 30 }),
  on: fc.oneof(
    { weight: 1, arbitrary: fc.constant([...CUSTOMER_KINDS] as CustomerKind[]) },
    { weight: 3, arbitrary: one },
  ),
  silentDays: fc.constantFrom(...SILENT),
  mornings: fc.array(fc.record({ later: ago(12), isAwake: fc.boolean(), changed }), { minLength: 1, maxLength: 4 }),
})
export type Book = typeof book extends fc.Arbitrary<infer B> ? B : never

/** With the year for some. */
const birthdayOf = (day: string, isLunar: boolean) =>
  isLunar ? `1988-${birthdaysOn(day, true).at(-1) ?? '01-01'}` : day.slice(5)

export async function fill(db: Db, { first, people }: Book): Promise<void> {
  const day = (days: number | null) => (days === null ? null : plusDays(first, -days))
  const at = (days: number | null) => (days === null ? null : startOf(plusDays(first, -days), zone) + 9 * HOUR)
  await db.insert(ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
  const group = { id: 'g', accountId: 'a', externalId: 'g', kind: 'owners' as const, name: 'g', settings: {} }
  await db.insert(Group, { ...group, createdAt: 0 })
  for (const [n, each] of people.entries()) {
    const customerId = `c${n}`
    const { owner, birthdayLunar, lost, note, cars, members, leads } = each
    const about = { displayName: customerId, owner, class: each.class, birthdayLunar, createdAt: 0 }
    const birthday = day(each.birthday) && birthdayOf(day(each.birthday) as string, birthdayLunar ?? false)
    await db.insert(Customer, { ...NEW_CUSTOMER, ...about, id: customerId, birthday, ...(lost && { [lost]: 1 }) })
    if (note)
      await db.insert(CareNote, {
        ...{ id: customerId, owner: note.owner, class: note.class },
        ...{ ownerChangedOn: day(note.ownerChangedOn), raisedOn: day(note.raisedOn) },
      })
    for (const [m, { facts, isGone, usage, warrantyKm, ...dates }] of cars.entries()) {
      const id = `v${n}-${m}`
      const columns = Object.fromEntries(Object.entries(dates).map(([name, days]) => [name, day(days)]))
      const vehicle = { ...NEW_VEHICLE, ...columns, id, customerId, usage, warrantyKm, goneAt: isGone ? 1 : null }
      await db.insert(Vehicle, { ...vehicle, createdAt: 0 })
      for (const [k, { kind, daysAgo, km, of, state }] of facts.entries())
        await db.insert(VehicleFact, {
          ...{ id: `f${n}-${m}-${k}`, vehicleId: id, kind, state, basis: '', at: at(of) as number },
          value: kind === 'mileage' ? String(km) : (day(daysAgo) as string),
        })
    }
    for (const [m, { staff, lastMessageAt, joinedAt }] of members.entries())
      await db.insert(Member, {
        ...{ id: `m${n}-${m}`, externalId: `m${n}-${m}`, nickname: '', card: '', role: 'member', staff, messages: 0 },
        ...{ groupId: 'g', customerId, lastMessageAt: at(lastMessageAt), joinedAt: at(joinedAt) },
      })
    for (const [m, lastContactAt] of leads.entries())
      await db.insert(Lead, {
        ...{
          id: `l${n}-${m}`,
          code: n,
          customerId,
          kind: 'purchase',
          level: 'H',
          score: 1,
          state: 'won',
          evidence: [],
        },
        ...{ firstMessageAt: 0, raisedAt: 0, lastContactAt: at(lastContactAt) },
      })
  }
}
