import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IsNull, MoreThan } from 'typeorm'
import { createRandom } from '../../../bots/training/chance.js'
import { findCandidates, type Looked, type Morning } from '../../../src/features/care/candidates.js'
import { dueFor } from '../../../src/features/care/due.js'
import { CUSTOMER_KINDS, keyOf } from '../../../src/features/care/occasions.js'
import type { CareSettings } from '../../../src/features/care/settings.js'
import { newLead } from '../../../src/features/leads/new-lead.js'
import { plusDays } from '../../../src/kit/days.js'
import { startOf } from '../../../src/kit/zone.js'
import {
  CareNote,
  ChannelAccount,
  Contact,
  Customer,
  type Db,
  Group,
  Lead,
  Member,
  NEW_CUSTOMER,
  NEW_VEHICLE,
  openStore,
  type Store,
  Vehicle,
  VehicleFact,
} from '../../../src/store/index.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'

const ZONE = 'Asia/Shanghai'
const CUSTOMERS = 90
/** Mornings one after the other around ends of months, among them a 29 February and a Chinese New Year. */
const MORNINGS = ['2024-02-26', '2025-01-28', '2025-04-28', '2026-12-29'].flatMap((from) =>
  Array.from({ length: 6 }, (_, day) => plusDays(from, day)),
)

describe.each(Object.entries(ENGINES))('whom the database names each morning on %s', (_name, create) => {
  let database: TestDatabase
  let store: Store
  const chance = createRandom(20261126)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  const maybe = <T>(value: T): T | null => (chance() < 0.5 ? value : null)
  const near = (day: string, most: number) => plusDays(day, Math.floor((2 * chance() - 1) * most))

  beforeAll(async () => {
    database = await create()
    store = await openStore(database.options)
    await store.transaction(fill)
  })

  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  /** Days that have to do with one of the mornings, to the day or roughly. */
  const someDay = () => {
    const morning = pick(MORNINGS)
    const years = pick([0, 1, 2, 4, 6, 8])
    return near(
      `${Number(morning.slice(0, 4)) - years}${morning.slice(4)}`.replace(/-02-29$/, '-02-28'),
      pick([0, 3, 40]),
    )
  }

  async function fill(db: Db): Promise<void> {
    const group = { kind: 'owners' as const, settings: {}, presence: 'here' as const, presenceAt: null }
    await db.insert(ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
    await db.insert(Group, {
      ...group,
      id: 'g',
      accountId: 'a',
      externalId: 'g',
      name: 'g',
      createdAt: 0,
      size: null,
      capacity: null,
    })
    let facts = 0
    for (let n = 0; n < CUSTOMERS; n++) {
      const id = `c${n}`
      await db.insert(Customer, {
        ...{
          ...NEW_CUSTOMER,
          id,
          displayName: id,
          createdAt: 0,
          owner: maybe('佳佳'),
          class: maybe(pick(['A', 'B', 'C'])),
        },
        birthday: maybe(pick(['02-29', '12-30', someDay(), someDay().slice(5)])),
        birthdayLunar: chance() < 0.4,
        lostAt: chance() < 0.05 ? 1 : null,
      })
      await db.insert(Member, {
        ...{ id: `m${n}`, groupId: 'g', externalId: id, nickname: id, card: '', role: 'member', staff: false },
        ...{ customerId: id, joinedAt: 0, messages: 1, cardReminders: 0 },
        lastMessageAt: maybe(startOf(near(plusDays(pick(MORNINGS), -90), 20), ZONE) + pick([0, 1, 12 * 3_600_000])),
      })
      const lead = { id: `l${n}`, code: n + 1, customerId: id, kind: 'add_on' as const, level: 'A' as const, score: 1 }
      const times = { evidence: [], firstMessageAt: 0, raisedAt: startOf(someDay(), ZONE), offeredTo: null }
      const contacted = maybe(startOf(near(plusDays(pick(MORNINGS), -90), 20), ZONE))
      const won = chance() < 0.3 ? { state: 'won' as const, endedAt: 1 } : {}
      if (chance() < 0.5)
        await db.insert(Lead, newLead({ ...lead, ...times, ...won, lastContactAt: contacted }) as never)
      for (let car = Math.floor(chance() * 3); car > 0; car--) {
        const vehicleId = `v${n}-${car}`
        await db.insert(Vehicle, {
          ...{ ...NEW_VEHICLE, id: vehicleId, customerId: id, createdAt: 0, usage: pick(['private', 'commercial']) },
          ...{ purchaseDate: maybe(someDay()), registeredOn: maybe(someDay()), insuranceUntil: maybe(someDay()) },
          ...{
            inspectionUntil: chance() < 0.2 ? someDay() : null,
            warrantyUntil: maybe(someDay()),
            warrantyKm: maybe(60_000),
          },
          ...{ financedUntil: maybe(someDay()), goneAt: chance() < 0.1 ? 1 : null },
        } as never)
        for (let fact = Math.floor(chance() * 3); fact > 0; fact--) {
          const told = { id: `f${facts++}`, vehicleId, state: pick(['said', 'confirmed', 'wrong'] as const), basis: '' }
          const service = { kind: 'service' as const, value: pick([someDay(), near(pick(MORNINGS), 12)]), at: 0 }
          await db.insert(VehicleFact, {
            ...told,
            ...(chance() < 0.6 ? service : await driven(db, vehicleId)),
            messageId: null,
          })
        }
      }
    }
  }

  /** Bought a year ago, and soon to be serviced by the kilometres. */
  async function driven(db: Db, id: string) {
    const morning = pick(MORNINGS)
    await db.update(Vehicle, { id }, { purchaseDate: plusDays(morning, -365) })
    const at = startOf(near(plusDays(morning, -20), 15), ZONE)
    return { kind: 'mileage' as const, value: String(8_500 + Math.floor(chance() * 1_500)), at }
  }

  const everybody = (db: Db): Promise<Looked[]> =>
    db.find(Customer, {
      where: { id: MoreThan(''), mergedIntoId: IsNull(), erasedAt: IsNull(), lostAt: IsNull() },
      order: { id: 'ASC' },
    })

  /** What is found for these, and what is noted with it. */
  async function lookAt(db: Db, settings: CareSettings, customers: readonly Looked[], morning: Morning) {
    const due = await dueFor(db, settings, customers, morning)
    const found = [...due].flatMap(([{ id }, occasions]) => occasions.map((occasion) => keyOf(occasion, id)))
    return { found, notes: await db.find(CareNote, { order: { id: 'ASC' } }) }
  }

  it('are all those who would have been found by looking at everybody, and by far not everybody', async () => {
    let looked = 0
    let found = 0
    for (const [index, today] of MORNINGS.entries()) {
      const on = CUSTOMER_KINDS.filter(() => chance() < 0.8)
      const settings: CareSettings = { on, words: {}, journeys: {}, weatherDays: 7, silentDays: 90, premises: null }
      const morning = { today, zone: ZONE, isAwake: index % 6 !== 0 }
      const undone = new Error('only looked')
      let expected: Awaited<ReturnType<typeof lookAt>> | undefined
      const look = store.transaction(async (db) => {
        expected = await lookAt(db, settings, await everybody(db), morning)
        throw undone
      })
      await expect(look).rejects.toBe(undone)
      await store.transaction(async (db) => {
        const candidates = await findCandidates(db, settings, morning, { after: '', take: 500 })
        const quick = await lookAt(db, settings, candidates, morning)
        expect({ today, on, ...quick }).toEqual({ today, on, ...expected })
        if (morning.isAwake) looked += candidates.length
        found += quick.found.length
        for (const key of quick.found.filter(() => chance() < 0.6)) {
          const [kind = '', , customerId = ''] = key.split(':')
          const state = pick(['sent', 'asked', 'held'] as const)
          const contact = { id: key, key, customerId, groupId: null, kind, state, why: null, at: startOf(today, ZONE) }
          await db.upsert(Contact, contact, ['id'])
        }
        // Somebody has another consultant, somebody is thought of more highly, or less.
        for (const { id } of (await everybody(db)).filter(() => chance() < 0.05))
          await db.update(Customer, { id }, { owner: pick([null, '佳佳', '小赵']), class: pick([null, 'A', 'B', 'C']) })
      })
    }
    expect(found).toBeGreaterThan(100)
    expect(looked / (MORNINGS.length * (5 / 6) * CUSTOMERS)).toBeLessThan(0.7)
  })

  it('come in pieces, one after the other', async () => {
    const settings: CareSettings = {
      on: [...CUSTOMER_KINDS],
      words: {},
      journeys: {},
      weatherDays: 7,
      silentDays: 90,
      premises: null,
    }
    const morning = { today: MORNINGS[2] as string, zone: ZONE, isAwake: false }
    await store.transaction(async (db) => {
      const all = await findCandidates(db, settings, morning, { after: '', take: 500 })
      const first = await findCandidates(db, settings, morning, { after: '', take: 20 })
      const rest = await findCandidates(db, settings, morning, { after: first.at(-1)?.id ?? '', take: 500 })
      expect([...first, ...rest]).toEqual(all)
    })
  })
})
