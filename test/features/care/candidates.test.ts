import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { IsNull } from 'typeorm'
import { findCandidates, type Morning } from '../../../src/features/care/candidates.js'
import { dueFor } from '../../../src/features/care/due.js'
import { CUSTOMER_KINDS, keyOf } from '../../../src/features/care/occasions.js'
import type { CareSettings } from '../../../src/features/care/settings.js'
import { plusDays } from '../../../src/kit/days.js'
import { CareNote, Contact, Customer, type Db, openStore, type Store } from '../../../src/store/index.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { inVain } from '../../kit/in-vain.js'
import { type Book, book, fill, zone } from './random-book.js'

const SETTINGS: CareSettings = { on: [], words: {}, journeys: {}, weatherDays: 7, silentDays: 90, premises: null }

/** Who hears what, and the notes that are left behind. */
async function found(db: Db, settings: CareSettings, morning: Morning, customers: Parameters<typeof dueFor>[2]) {
  const due = await dueFor(db, settings, customers, morning)
  const heard = [...due].map(([{ id }, occasions]) => ({ id, occasions }))
  return { heard, notes: await db.find(CareNote, { order: { id: 'ASC' } }) }
}

/** One of three is said, one held back, one passed over. */
const answers = ['sent', 'held', null] as const

describe.each(['sqlite', 'postgres'] as const)(
  'whom the database names each morning, among random books on %s',
  (engine) => {
    let database: TestDatabase
    let store: Store
    beforeAll(async () => {
      database = await ENGINES[engine]()
      store = await openStore(database.options)
    })
    afterAll(async () => {
      await store.close()
      await database.drop()
    })

    it('those whom the database lets through hear all that anybody hears', async () => {
      const heardOf = new Set<string>()
      let [asked, through] = [0, 0]
      const live = async (db: Db, given: Book) => {
        await fill(db, given)
        const settings: CareSettings = { ...SETTINGS, on: given.on, silentDays: given.silentDays }
        let today = given.first
        for (const { later, isAwake, changed } of given.mornings) {
          today = plusDays(today, later)
          const morning = { today, zone, isAwake }
          const before = await db.find(CareNote)
          const alive = { mergedIntoId: IsNull(), erasedAt: IsNull(), lostAt: IsNull() }
          const everybody = await db.find(Customer, { where: alive, order: { id: 'ASC' } })
          const all = await found(db, settings, morning, everybody)
          await db.clear(CareNote)
          await db.insert(CareNote, before)
          const some = await findCandidates(db, settings, morning, { after: '', take: 1_000 })
          expect({ today, ...(await found(db, settings, morning, some)) }).toEqual({ today, ...all })
          if (isAwake) asked += everybody.length
          if (isAwake) through += some.length
          for (const { id, occasions } of all.heard)
            for (const [n, occasion] of occasions.entries()) {
              heardOf.add(occasion.kind)
              const state = answers[(n + id.length + today.charCodeAt(9)) % 3]
              const contact = { key: keyOf(occasion, id), customerId: id, kind: occasion.kind, at: 0 }
              await db.delete(Contact, { key: contact.key })
              if (state) await db.insert(Contact, { ...contact, id: contact.key.slice(0, 36), state })
            }
          for (const { of, ...seen } of changed) await db.update(Customer, { id: `c${of}` }, seen)
        }
      }
      await fc.assert(
        fc.asyncProperty(book, (given) => inVain(store, (db) => live(db, given))),
        { numRuns: engine === 'sqlite' ? 120 : 60, seed: 5 },
      )
      expect([...heardOf].sort()).toEqual([...CUSTOMER_KINDS].sort())
      expect(through / asked).toBeLessThan(0.7)
    })

    it('come in pieces, one after the other', () =>
      inVain(store, async (db) => {
        const [given] = fc.sample(book, { numRuns: 1, seed: 5 }) as [Book]
        await fill(db, given)
        const settings: CareSettings = { ...SETTINGS, on: [...CUSTOMER_KINDS] }
        const morning = { today: given.first, zone, isAwake: false }
        const all = await findCandidates(db, settings, morning, { after: '', take: 500 })
        const first = await findCandidates(db, settings, morning, { after: '', take: 5 })
        const rest = await findCandidates(db, settings, morning, { after: first.at(-1)?.id ?? '', take: 500 })
        expect(first).toHaveLength(5)
        expect([...first, ...rest]).toEqual(all)
      }))
  },
)
