import { describe, expect, it } from '@jest/globals'
import { createRandom } from '../../../bots/training/chance.js'
import { byRule, ruleOf } from '../../../src/features/customers/auto-tags/by.js'
import { diffTags } from '../../../src/features/customers/auto-tags/diff.js'
import { autoTags, readTagSettings } from '../../../src/features/customers/auto-tags/rules.js'
import { staleCustomers } from '../../../src/features/customers/auto-tags/stale.js'
import { tagByRules } from '../../../src/features/customers/index.js'
import { DAY } from '../../../src/kit/clock.js'
import { plusDays } from '../../../src/kit/days.js'
import { createSay } from '../../../src/kit/texts.js'
import { dayOf } from '../../../src/kit/zone.js'
import * as rows from '../../../src/store/index.js'
import { type Db, openStore, writeRows } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const FIRST = Date.parse('2026-09-01T04:40:00+08:00')
const say = createSay('zh-CN')
const ACTIVITIES = ['x0', 'x1', 'x2', 'x3']

/** Everything that a rule looks at, at random; names of cars with odd blanks, with nothing else, and very long ones. */
function plant(chance: () => number) {
  const below = (number: number) => Math.floor(chance() * number)
  const pick = <T>(...list: readonly T[]): T => list[below(list.length)] as T
  const several = <T>(most: number, make: (n: number) => T) =>
    Array.from({ length: below(most + 1) }, (_, n) => make(n))
  const at = FIRST - 900 * DAY
  const day = (from: number, to: number) => pick(null, plusDays('2026-09-01', from + below(to - from)))
  const customers = Array.from({ length: 120 }, (_, n) => ({
    ...{ ...rows.NEW_CUSTOMER, id: `c${String(n).padStart(3, '0')}`, displayName: '', createdAt: at },
    profile: pick(null, null, null, { family: '两个娃' }, { family: '没有孩子' }, { without: ['活跃', '老车'] }, {}),
    erasedAt: pick(null, null, null, null, null, null, at),
    mergedIntoId: n && below(9) === 0 ? 'c000' : null,
  }))
  const members = customers.flatMap(({ id: customerId }) =>
    several(2, (n) => ({
      ...{
        id: `${customerId}-${n}`,
        externalId: `${customerId}-${n}`,
        groupId: 'g',
        customerId,
        nickname: '',
        card: '',
      },
      ...{ role: 'member', staff: below(6) === 0, joinedAt: null, leftAt: pick(null, null, null, at) },
      ...{ lastMessageAt: pick(null, FIRST - below(40) * DAY), messages: below(20) },
      ...{ reportedAt: null, cardOk: null, cardReminders: 0, cardRemindedAt: null, mutedUntil: null, source: null },
    })),
  )
  const car = (id: string, customerId: string) => ({
    ...{ ...rows.NEW_VEHICLE, id, customerId, createdAt: at, brand: pick(null, '追风', ' 追 风', '') },
    model: pick(null, 'X3', 'X5 Pro', 'X5\tPro', '  ', 'X3 旗舰版二零二六年款四驱长续航纪念版'),
    ...{ purchaseDate: day(-1_900, -1_750), insuranceUntil: day(-20, 90), goneAt: pick(null, null, null, at) },
  })
  return {
    customers,
    members,
    vehicles: customers.flatMap(({ id }) => several(2, (n) => car(`${id}-${n}`, id))),
    rsvps: members.flatMap(({ id: memberId }) =>
      ACTIVITIES.filter(() => below(3)).map((activityId) => ({
        ...{ ...rows.NEW_RSVP, id: `${memberId}-${activityId}`, activityId, memberId, adults: 1, children: below(2) },
        ...{ state: pick('signed', 'signed', 'cancelled'), by: 'self' },
        ...{ signedAt: FIRST - (320 + below(60)) * DAY, changedAt: at },
      })),
    ),
    tags: customers.flatMap(({ id: customerId }) =>
      ['钓鱼', 'X3', '活跃'].flatMap((tag) =>
        below(6)
          ? []
          : { id: `${customerId}-${tag}`, customerId, tag, at, by: pick('小林', 'rule:model 0', 'rule:active 7') },
      ),
    ),
  }
}

async function put(db: Db, { customers, members, vehicles, rsvps, tags }: ReturnType<typeof plant>): Promise<void> {
  await db.insert(rows.ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
  const group = { externalId: 'g', accountId: 'a', kind: 'owners' as const, settings: {}, name: '', createdAt: 0 }
  await db.insert(rows.Group, { ...group, id: 'g' })
  for (const [code, id] of ACTIVITIES.entries())
    await db.insert(rows.Activity, {
      ...{ id, code, groupId: 'g', key: id, title: '', text: '', announcement: {}, endsAt: 0 },
      ...{ state: 'open', announcedAt: 0, plan: {} },
    })
  await writeRows(db, rows.Customer, customers)
  await writeRows(db, rows.Member, members)
  await writeRows(db, rows.Vehicle, vehicles)
  await writeRows(db, rows.Rsvp, rsvps)
  await writeRows(db, rows.CustomerTag, tags)
}

const readTags = (db: Db) => db.find(rows.CustomerTag, { order: { customerId: 'ASC', tag: 'ASC' } })

/** What the rules make of everybody, one customer after the other: whose, which tag and why. */
async function fullCount(db: Db, now: number): Promise<string[]> {
  const settings = await readTagSettings(db)
  const tags = await readTags(db)
  const cars = await db.findBy(rows.Vehicle, {})
  const members = await db.findBy(rows.Member, { staff: false })
  const rsvps = await db.findBy(rows.Rsvp, {})
  const changed = (await db.findBy(rows.Customer, {})).flatMap((customer) => {
    const own = tags.filter(({ customerId }) => customerId === customer.id)
    const as = (tag: string, by: string) => `${customer.id} ${tag} ${by}`
    if (customer.erasedAt !== null || customer.mergedIntoId !== null) return own.map(({ tag, by }) => as(tag, by))
    const accounts = members.filter(({ customerId, leftAt }) => customerId === customer.id && leftAt === null)
    const facts = {
      cars: cars.filter(({ customerId, goneAt }) => customerId === customer.id && goneAt === null),
      ...{ accounts, family: customer.profile?.family ?? '' },
      rsvps: rsvps.filter(({ memberId }) => accounts.some(({ id }) => id === memberId)),
    }
    const wanted = autoTags(facts, settings, now, dayOf(now, DEALER.zone)).map(
      (each) => [each.name ?? say(`customers.auto_tag.${each.rule}`), byRule(each)] as const,
    )
    const { add, change, remove } = diffTags(own, new Map(wanted), customer.profile?.without ?? [])
    return [
      ...own
        .filter(({ id }) => !remove.includes(id))
        .map(({ id, tag, by }) => as(tag, change.find((each) => each.id === id)?.by ?? by)),
      ...add.map(({ tag, by }) => as(tag, by)),
    ]
  })
  return changed.sort()
}

describe.each(Object.entries(ENGINES))('tags by rule, on %s', (_name, create) => {
  it('are by night what reckoning everybody anew makes them, and hardly anybody is looked at twice', async () => {
    const database = await create()
    const store = await openStore(database.options)
    const chance = createRandom(11)
    await store.transaction((db) => put(db, plant(chance)))
    const ids = countingIds()
    const night = async (now: number) => {
      const expected = await store.direct((db) => fullCount(db, now))
      await tagByRules({ store, ids, say, dealer: DEALER, now })
      const tags = await store.direct(readTags)
      expect(tags.map(({ customerId, tag, by }) => `${customerId} ${tag} ${by}`).sort()).toEqual(expected)
      return tags
    }
    const tags = await night(FIRST)
    expect(new Set(tags.flatMap((tag) => ruleOf(tag)?.rule ?? [])).size).toBe(7)
    for (const days of [1, 2, 9, 30, 31]) {
      await store.transaction(async (db) => {
        const members = await db.findBy(rows.Member, {})
        for (const { id } of members.filter(() => chance() < 0.1))
          await db.update(rows.Member, { id }, { lastMessageAt: FIRST + (days - 1) * DAY, messages: 12 })
        for (const { id } of (await db.findBy(rows.Vehicle, {})).filter(() => chance() < 0.1))
          await db.update(rows.Vehicle, { id }, { model: 'X5', insuranceUntil: null })
        for (const { id } of (await readTags(db)).filter(() => chance() < 0.05))
          await db.delete(rows.CustomerTag, { id })
      })
      await night(FIRST + days * DAY)
    }
    const value = { off: ['brand', 'active'], carYears: 3, signUps: 2 }
    await store.transaction((db) => db.insert(rows.Setting, { key: 'customers.tags', value }))
    await night(FIRST + 31 * DAY)

    const around = { say, now: FIRST + 31 * DAY, today: dayOf(FIRST + 31 * DAY, DEALER.zone) }
    const stale = await store.direct(async (db) =>
      staleCustomers(db, { ...around, settings: await readTagSettings(db) }),
    )
    const customers = await store.direct((db) => db.findBy(rows.Customer, {}))
    const unsure = customers.filter(({ profile }) => profile?.family || profile?.without).map(({ id }) => id)
    const odd = await store.direct((db) => db.findBy(rows.Vehicle, { model: 'X5\tPro' }))
    const byHand = await store.direct((db) => db.findBy(rows.CustomerTag, { by: '小林' }))
    const left = [...unsure, ...[...odd, ...byHand].map(({ customerId }) => customerId)]
    expect(stale.filter((id) => !left.includes(id))).toEqual([])
    await store.close()
    await database.drop()
  })
})
