import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openLedger, reversalKey } from '../../../src/features/points/ledger/index.js'
import {
  Customer,
  NEW_CUSTOMER,
  openStore,
  PointAccount,
  PointEntry,
  type PointTransfer,
  type Store,
  Writes,
  writeRows,
} from '../../../src/store/index.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const PEOPLE = ['a', 'b', 'c']
const who = fc.constantFrom(...PEOPLE)
const step = fc.oneof(
  fc.record({
    do: fc.constant('give' as const),
    who,
    amount: fc.integer({ min: 1, max: 900 }),
    days: fc.option(fc.integer({ min: 1, max: 20 })),
  }),
  fc.record({ do: fc.constant('redeem' as const), who, amount: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ do: fc.constant('reverse' as const), which: fc.nat(30) }),
  fc.record({ do: fc.constant('expire' as const), who }),
  fc.record({ do: fc.constant('merge' as const), who, into: who }),
  fc.record({ do: fc.constant('part' as const), which: fc.nat(5) }),
)

describe.each(Object.entries(ENGINES))('the points ledger on %s', (engine, create) => {
  let database: TestDatabase
  let store: Store
  beforeAll(async () => {
    database = await create()
    store = await openStore(database.options)
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  let histories = 0
  const runs = engine === 'sqlite' ? 30 : 8

  it('is in balance after every history, overdraws nobody, and its balances can be rebuilt from the entries', async () => {
    const ids = countingIds()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const history = ++histories
        const idOf = (person: string) => `${person}-${history}`
        await store.transaction((db) =>
          writeRows(
            db,
            Customer,
            PEOPLE.map((name) => ({ ...NEW_CUSTOMER, id: idOf(name), displayName: name, createdAt: 0 })),
          ),
        )
        const merged: { id: string; from: string; to: string }[] = []
        const made: { transfer: PointTransfer; customerId: string; amount: number }[] = []
        for (const [n, each] of steps.entries()) {
          const now = n * 86_400_000
          await store.transaction(async (db) => {
            const writes = new Writes()
            const reversed = each.do === 'reverse' ? made[each.which] : undefined
            const parted = each.do === 'part' ? merged[each.which] : undefined
            const undone = reversed?.transfer ?? parted
            const ledger = await openLedger(
              { db, writes, ids, now },
              PEOPLE.map(idOf),
              undone ? [reversalKey(undone.id)] : [],
            )
            const about = { key: `${history}:${n}`, actor: 'test', reason: 'by_hand' as const }
            if (each.do === 'give') {
              const until = each.days === null ? null : now + each.days * 86_400_000
              const transfer = ledger.give(about, idOf(each.who), each.amount, until)
              if (transfer) made.push({ transfer, customerId: idOf(each.who), amount: each.amount })
            }
            if (each.do === 'redeem') {
              const before = ledger.balanceOf(idOf(each.who))
              const transfer = ledger.take({ ...about, reason: 'redeem' }, idOf(each.who), each.amount, 'redeemed')
              expect(transfer !== null).toBe(before >= each.amount)
              if (transfer) made.push({ transfer, customerId: idOf(each.who), amount: -each.amount })
            }
            if (reversed) {
              const done = ledger.reverse(reversed.transfer, reversed, 'test', now + 86_400_000)
              if (done) expect(done.moved - done.missing).toBe(-reversed.amount)
            }
            if (each.do === 'expire') {
              const gone = ledger
                .lotsOf(idOf(each.who))
                .reduce((sum, { left, expiresAt }) => sum + (expiresAt !== null && expiresAt <= now ? left : 0), 0)
              if (gone)
                expect(ledger.take({ ...about, reason: 'expire' }, idOf(each.who), gone, 'expired')).not.toBeNull()
            }
            if (each.do === 'merge' && each.who !== each.into) {
              const [from, to] = [idOf(each.who), idOf(each.into)]
              const transfer = ledger.merge(from, to, 'test')
              if (transfer) merged.push({ id: transfer.id, from, to })
            }
            if (parted) {
              const { id, from, to } = parted
              const before = [ledger.balanceOf(from), ledger.balanceOf(to)]
              const back = ledger.part(id, { from: to, to: from }, 'test')
              expect([ledger.balanceOf(from) - back, ledger.balanceOf(to) + back]).toEqual(before)
            }
            for (const person of PEOPLE.map(idOf)) {
              const lots = ledger.lotsOf(person).reduce((sum, { left }) => sum + left, 0)
              expect(lots).toBe(ledger.balanceOf(person))
            }
            await writes.flush(db)
          })
        }
        await store.transaction(async (db) => {
          const accounts = await db.find(PointAccount)
          const entries = await db.find(PointEntry)
          const sumOf = (rows: PointEntry[]) => rows.reduce((sum, { amount }) => sum + amount, 0)
          expect(accounts.reduce((sum, { balance }) => sum + balance, 0)).toBe(0)
          for (const account of accounts) {
            expect(account.balance).toBe(sumOf(entries.filter(({ accountId }) => accountId === account.id)))
            if (account.customerId) expect(account.balance).toBeGreaterThanOrEqual(0)
          }
          const byTransfer = new Map<string, number>()
          for (const { transferId, amount } of entries)
            byTransfer.set(transferId, (byTransfer.get(transferId) ?? 0) + amount)
          expect([...byTransfer.values()].filter((sum) => sum !== 0)).toEqual([])
        })
      }),
      { numRuns: runs },
    )
  })
})
