import { In, IsNull, MoreThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { DAY } from '../../kit/clock.js'
import { pieces } from '../../kit/pieces.js'
import type { Say } from '../../kit/texts.js'
import { dayOf } from '../../kit/zone.js'
import { Customer, type Db, Lead, StaffAccount, settingOf, Vehicle } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { findManagers, tellEach, tellPeople } from '../tell-people.js'
import { type ClassSettings, type Reason, readClassSettings } from './score.js'
import { loadStandings } from './standing.js'
import { classify } from './tables.js'

const classes = z.enum(['A', 'B', 'C'])
const schema = z.array(
  z.object({
    customerId: z.string(),
    name: z.string(),
    from: classes.nullable(),
    to: classes,
    score: z.number(),
    why: z.string(),
  }),
)
/** What a review proposes; a line's number is its place. */
export type Review = z.infer<typeof schema>

const AT_ONCE = 200
const LISTED = 30

export const { read: readReview, save: saveReview } = settingOf('customers.review', schema, [])

export const reviewText = (say: Say, review: Review): string =>
  review.length
    ? [
        say('customers.review', { number: review.length }),
        ...review.slice(0, LISTED).map((line, index) =>
          say('customers.review_line', {
            ...{ number: index + 1, name: line.name, from: line.from ?? '—', to: line.to },
            ...{ score: line.score, why: line.why },
          }),
        ),
      ].join('\n')
    : say('customers.review_empty')

const why = (say: Say, reasons: readonly Reason[]): string =>
  reasons.map(({ code, number }) => say(`customers.reason.${code}`, { number })).join('、')

/** At fixed dates: everybody who has a car or bought one is scored anew; what changes goes to the managers in one list. */
export async function reviewClasses(deps: JobDeps): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    const settings = await readClassSettings(db)
    const owners = await db.find(Vehicle, { select: { id: true, customerId: true }, where: { goneAt: IsNull() } })
    const buyers = await db.find(Lead, { select: { id: true, customerId: true }, where: { state: 'won' } })
    const ownerIds = [...new Set([...owners, ...buyers].map(({ customerId }) => customerId))].sort()
    const review: Review = []
    for (const some of pieces(ownerIds, AT_ONCE)) review.push(...(await proposals(db, some, settings, deps)))
    review.sort((one, other) => other.score - one.score)
    await saveReview(db, review)
    await reviewed.save(db, { at: now })
    const text = reviewText(say, review)
    if (review.length)
      await tellPeople(db, await findManagers(db), {
        ...{ text, dedupe: `customers:review:${dayOf(now, dealer.zone)}`, now, ids },
      })
  })
}

/** When the review was made that waits now. */
const reviewed = settingOf('customers.reviewed', z.object({ at: z.number().optional() }))
const WAITS = 7 * DAY

/** A review that nobody has confirmed for a week is named once more. */
export async function remindReview({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const { at } = await store.direct(reviewed.read)
  if (at === undefined || now - at < WAITS) return
  await store.transaction(async (db) => {
    const review = await readReview(db)
    await reviewed.save(db, {})
    if (!review.length) return
    const text = say('customers.review_waits', { number: review.length, day: dayOf(at, dealer.zone) })
    await tellPeople(db, await findManagers(db), { text, dedupe: `customers:review_waits:${at}`, now, ids })
  })
}

async function proposals(
  db: Db,
  customerIds: readonly string[],
  settings: ClassSettings,
  { say, now }: JobDeps,
): Promise<Review> {
  return (await loadStandings(db, customerIds)).flatMap((standing) => {
    const { customer } = standing
    // Whoever is erased or somebody else is not classed.
    if (customer.erasedAt !== null || customer.mergedIntoId !== null) return []
    const { score, class: to, reasons } = classify(standing, settings, now)
    if (to === customer.class) return []
    const line = { customerId: customer.id, name: customer.displayName, from: customer.class, to, score }
    return [{ ...line, why: why(say, reasons) }]
  })
}

/** Until when deals were proposed a class: those of days on which nobody was there come with the next. */
const proposed = settingOf('customers.proposed', z.object({ until: z.number().optional() }))
const CAUGHT_UP = 30 * DAY

/** On the day of the deal consultant and manager set the class together: both get the proposal. */
export async function proposeClasses(deps: JobDeps): Promise<void> {
  const { store, ids, say, now } = deps
  await store.transaction(async (db) => {
    const { until } = await proposed.read(db)
    const won = await db.findBy(Lead, {
      state: 'won',
      endedAt: MoreThanOrEqual(Math.max(until ?? now - DAY, now - CAUGHT_UP)),
    })
    await proposed.save(db, { until: now })
    if (!won.length) return
    const settings = await readClassSettings(db)
    const managers = await findManagers(db)
    const sellers = await db.find(StaffAccount, {
      where: { name: In(won.flatMap(({ claimedBy }) => claimedBy ?? [])) },
    })
    const standings = await loadStandings(db, [...new Set(won.map(({ customerId }) => customerId))])
    const told = standings.map((standing) => {
      const { customer } = standing
      const own = won.filter(({ customerId }) => customerId === customer.id)
      const { score, class: to, reasons } = classify(standing, settings, now)
      const text = say('customers.propose', { name: customer.displayName, class: to, score, why: why(say, reasons) })
      const people = [...sellers.filter(({ name }) => own.some(({ claimedBy }) => claimedBy === name)), ...managers]
      return { people, notice: { text, dedupe: `customers:propose:${own.at(-1)?.id}`, now, ids } }
    })
    await tellEach(db, told)
  })
}

/** Customers whom nobody contacted for longer than their class allows, the most overdue first. */
export async function overdueVisits(
  db: Db,
  now: number,
  owner?: string,
): Promise<{ name: string; class: string; days: number }[]> {
  const { visitDays } = await readClassSettings(db)
  const known = await db.findBy(Customer, {
    ...{ class: In(['A', 'B', 'C']), mergedIntoId: IsNull(), erasedAt: IsNull(), lostAt: IsNull() },
    ...(owner !== undefined && { owner }),
  })
  const leads = await db.find(Lead, {
    select: { id: true, customerId: true, lastContactAt: true },
    where: { customerId: In(known.map(({ id }) => id)) },
  })
  const last = new Map<string, number>()
  for (const { customerId, lastContactAt } of leads)
    last.set(customerId, Math.max(last.get(customerId) ?? 0, lastContactAt ?? 0))
  return known
    .map((customer) => {
      const contact = last.get(customer.id) || customer.classedAt || customer.createdAt
      const days = Math.floor((now - contact) / DAY)
      return {
        name: customer.displayName,
        class: customer.class ?? 'C',
        days,
        late: days - visitDays[customer.class ?? 'C'],
      }
    })
    .filter(({ late }) => late > 0)
    .sort((one, other) => other.late - one.late)
    .map(({ name, class: level, days }) => ({ name, class: level, days }))
}
