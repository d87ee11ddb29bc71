import { DateTime } from 'luxon'
import { In, IsNull, MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { groupBy } from '../../kit/group-by.js'
import { pieces } from '../../kit/pieces.js'
import {
  Customer,
  type Db,
  Inquiry,
  Lead,
  Member,
  OPEN_LEADS,
  RadarEntry,
  type RowOf,
  StaffAccount,
  Vehicle,
  writeRows,
} from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { namesOf } from '../named-customers.js'
import { findManagers, tellPeople } from '../tell-people.js'
import { armOf, type RadarSettings, readRadarSettings } from './settings.js'
import { radarLines } from './text.js'
import { reasonsFor, scoreOf } from './weigh.js'

const AT_ONCE = 300
const ASKED_WITHIN = 90 * DAY

/**
 * Once a month: owners who enter the window in which cars are replaced. A tenth of them, drawn by the seed, is written down
 * and left alone; the others go to their consultants, or to the managers.
 */
export async function sweepRadar(deps: JobDeps): Promise<void> {
  const { store, say, ids, dealer, now } = deps
  await store.transaction(async (db) => {
    const settings = await readRadarSettings(db)
    const month = DateTime.fromMillis(now, { zone: dealer.zone }).toFormat('yyyy-MM')
    if (await db.existsBy(RadarEntry, { month })) return
    const cars = await db.find(Vehicle, { where: { goneAt: IsNull() }, order: { id: 'ASC' } })
    const carsOf = groupBy(cars, ({ customerId }) => customerId)
    const entries: RowOf<RadarEntry>[] = []
    for (const customerIds of pieces([...carsOf.keys()], AT_ONCE))
      entries.push(...(await enter(db, deps, settings, { month, carsOf, customerIds })))
    entries.sort((one, other) => other.score - one.score)
    await writeRows(db, RadarEntry, entries)
    const told = entries.filter(({ arm }) => arm === 'told')
    if (!told.length) return
    const names = await namesOf(
      db,
      told.map(({ customerId }) => customerId),
    )
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    const managers = await findManagers(db)
    for (const consultant of new Set(told.map((each) => each.consultant))) {
      const own = told.filter((each) => each.consultant === consultant)
      const who = people.filter(({ name }) => name === consultant)
      const text = [say('radar.title', { month, number: own.length }), ...radarLines(say, own, names)].join('\n')
      const notice = { text, dedupe: `radar:${month}:${consultant ?? ''}`, now, ids }
      await tellPeople(db, who.length ? who : managers, notice)
    }
  })
}

interface Some {
  month: string
  carsOf: ReadonlyMap<string, readonly Vehicle[]>
  customerIds: string[]
}

async function enter(
  db: Db,
  { ids, dealer, now }: JobDeps,
  settings: RadarSettings,
  { month, carsOf, customerIds }: Some,
): Promise<RowOf<RadarEntry>[]> {
  const local = DateTime.fromMillis(now, { zone: dealer.zone })
  const whose = { customerId: In(customerIds) }
  const since = local.minus({ months: settings.againAfterMonths }).toMillis()
  const before = new Set(
    (await db.findBy(RadarEntry, { ...whose, at: MoreThan(since) })).map((each) => each.customerId),
  )
  const leads = await db.find(Lead, { where: whose, order: { claimedAt: 'ASC' } })
  const busy = new Set(leads.filter(({ state }) => OPEN_LEADS.includes(state)).map((each) => each.customerId))
  const members = await db.findBy(Member, whose)
  const questions = await db.findBy(Inquiry, {
    ...{ memberId: In(members.map(({ id }) => id)), topic: In(['price', 'model', 'test_drive']) },
    askedAt: MoreThan(now - ASKED_WITHIN),
  })
  const customers = await db.find(Customer, {
    where: { id: In(customerIds), mergedIntoId: IsNull(), erasedAt: IsNull(), lostAt: IsNull() },
    order: { id: 'ASC' },
  })
  const membersOf = groupBy(members, ({ customerId }) => customerId)
  const askedBy = groupBy(questions, ({ memberId }) => memberId)
  const consultants = new Map(
    leads.flatMap(({ customerId, claimedBy }) => (claimedBy ? [[customerId, claimedBy]] : [])),
  )
  return customers.flatMap((customer) => {
    // Who is being talked to already, wants no word from us, or was named within the year, is left in peace.
    if (before.has(customer.id) || busy.has(customer.id) || customer.marketingStoppedAt !== null) return []
    const mine = membersOf.get(customer.id) ?? []
    const reasons = reasonsFor(
      {
        cars: carsOf.get(customer.id) ?? [],
        family: customer.profile?.family ?? '',
        asked: mine.flatMap(({ id }) => askedBy.get(id) ?? []).length,
      },
      local.toISODate() as string,
    )
    const score = scoreOf(reasons)
    if (score < settings.from) return []
    const about = { id: ids(), month, customerId: customer.id, score, reasons, at: now }
    return [
      {
        ...about,
        arm: armOf(customer.id, settings),
        consultant: customer.owner ?? consultants.get(customer.id) ?? null,
      },
    ]
  })
}
