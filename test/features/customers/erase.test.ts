import { describe, expect, it } from '@jest/globals'
import { eraseCustomer } from '../../../src/features/customers/index.js'
import { createSay } from '../../../src/kit/texts.js'
import * as rows from '../../../src/store/index.js'
import { type Db, ENTITIES, openStore, type Store } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'
import { NOT_THEIRS, NOW, PLANTED, PLATE, plant, vault } from './planted.js'

const everything = async (store: Store): Promise<string> =>
  JSON.stringify(await store.transaction((db) => Promise.all(ENTITIES.map((entity) => db.find(entity as never)))))

describe.each(Object.entries(ENGINES))('a customer who is erased, on %s', (_name, create) => {
  it('is nowhere in the database any more, and others stay', async () => {
    const database = await create()
    const store = await openStore(database.options)
    const filled = await store.transaction(plant)
    // A new table has to be planted here, or to be named as one that knows nobody.
    const tables = ENTITIES.map(({ name }) => name)
    expect(tables.filter((name) => !filled.includes(name) && !NOT_THEIRS.includes(name))).toEqual([])
    const before = await everything(store)
    expect(PLANTED.filter((word) => word !== PLATE && !before.includes(word))).toEqual([])
    expect(vault.open((await store.transaction((db) => db.findOneByOrFail(rows.Vehicle, {}))).plate ?? '')).toBe(PLATE)

    const deps = { store, ids: countingIds(), say: createSay('zh-CN'), dealer: DEALER, now: NOW, vault }
    await eraseCustomer(deps, { customerId: 'c', by: '陈总', key: '1' })

    const after = await everything(store)
    expect(PLANTED.filter((word) => after.includes(word))).toEqual([])
    const read = <T>(work: (db: Db) => Promise<T>) => store.transaction(work)
    const customers = await read((db) => db.find(rows.Customer, { order: { id: 'ASC' } }))
    expect(customers.map(({ phone, realName, displayName }) => [phone, realName, displayName])).toEqual([
      [null, null, '已删除的客户'],
      [null, null, '已删除的客户'],
      [null, null, '桃子'],
    ])
    expect(await read((db) => db.findOneBy(rows.Vehicle, {}))).toMatchObject({ plate: null })
    expect(await read((db) => db.findOneBy(rows.Registration, {}))).toMatchObject({ need: null })
    const texts = await read((db) => db.find(rows.Message, { order: { id: 'ASC' } }))
    expect(texts.map(({ text }) => text)).toEqual(['周末天气不错', '', '@*** *** 是你吗', '客户 *** 喜好 找*** ***'])
    // The same event must still be known again.
    expect(texts[1]?.details).toEqual({ room: { id: 'owners', kind: 'group' }, sender: { id: 'zhou' } })
    const sent = await read((db) => db.find(rows.OutboxItem, { order: { id: 'ASC' } }))
    expect(sent.find(({ id }) => id === 'o4')).toMatchObject({ state: 'expired', reason: 'erased' })
    expect(sent.find(({ id }) => id === 'o5')).toMatchObject({ state: 'waiting', action: { text: '周六店庆' } })
    expect(after).toContain('我也是')
    expect(await read((db) => db.findOneBy(rows.PointAccount, { key: 'c' }))).toMatchObject({ balance: 5 })
    expect(JSON.stringify(sent.at(-1)?.action)).toMatch(/积分 5 分和券 1 张/)
    await store.close()
    await database.drop()
  })
})
