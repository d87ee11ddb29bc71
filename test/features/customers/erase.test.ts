import { describe, expect, it } from '@jest/globals'
import { In } from 'typeorm'
import { createRandom } from '../../../bots/training/chance.js'
import { loadDossiers } from '../../../src/features/customers/dossier.js'
import { tracesOf } from '../../../src/features/customers/erase-traces.js'
import { blankOldWords, eraseCustomer } from '../../../src/features/customers/index.js'
import { createSay } from '../../../src/kit/texts.js'
import * as rows from '../../../src/store/index.js'
import { type Db, ENTITIES, openStore, type Store } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'
import { NOT_THEIRS, PLANTED, plant, vault } from './planted.js'
import { NOW, PLATE } from './planted-talk.js'

const everything = (store: Store): Promise<string> =>
  store.transaction(async (db) => {
    const tables: unknown[] = []
    for (const entity of ENTITIES) tables.push(await db.find(entity as never))
    return JSON.stringify(tables)
  })

describe.each(Object.entries(ENGINES))('a customer who is erased, on %s', (_name, create) => {
  it('is nowhere in the database any more, and others stay', async () => {
    const database = await create()
    const store = await openStore(database.options)
    const filled = await store.transaction(plant)
    // A name that looks like a number or a keyword may not take either out of what others have.
    const short = { groupId: 'g', role: 'member', staff: false, messages: 0, customerId: 'c' } as const
    await store.transaction((db) =>
      db.insert(rows.Member, { ...short, id: 'u', externalId: 'zhou-2', nickname: '0000', card: 'null' }),
    )
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
    expect(await read((db) => db.findOneBy(rows.CustomerMerge, {}))).toMatchObject({ moved: { removed: [] } })
    const texts = await read((db) => db.find(rows.Message, { order: { id: 'ASC' } }))
    expect(texts.map(({ text }) => text)).toEqual(['周末天气不错', '', '@*** *** 是你吗', '客户 *** 喜好 找*** ***'])
    // The same event must still be known again.
    expect(texts[1]?.details).toEqual({ room: { id: 'owners', kind: 'group' }, sender: { id: 'zhou' } })
    const sent = await read((db) => db.find(rows.OutboxItem, { order: { id: 'ASC' } }))
    expect(sent.find(({ id }) => id === 'o4')).toMatchObject({ state: 'expired', reason: 'erased' })
    expect(sent.find(({ id }) => id === 'o5')).toMatchObject({ state: 'waiting', action: { text: '周六店庆' } })
    expect(after).toContain('我也是')
    expect(await read((db) => db.findOneBy(rows.Incident, {}))).toMatchObject({ timeline: [{}, { at: NOW }] })
    const history = await read((db) => db.find(rows.LeadEvent, { order: { id: 'ASC' } }))
    expect(history.map(({ details }) => details)).toEqual([
      { next: NOW },
      { grade: 'A', from: 'H', to: 'H', reason: null },
      { from: 'A', to: 'H' },
      { reason: 'price' },
    ])
    expect(await read((db) => db.findOneBy(rows.PointAccount, { key: 'c' }))).toMatchObject({ balance: 5 })
    expect(JSON.stringify(sent)).toMatch(/积分 5 分和券 1 张/)
    await store.close()
    await database.drop()
  })

  it('is taken out of what others wrote name by name, the longest first, and what the bot said of them is blank', async () => {
    const database = await create()
    const store = await openStore(database.options)
    await store.transaction(plant)
    const member = { groupId: 'g', role: 'member', staff: false, messages: 0, customerId: 'c' } as const
    const chance = createRandom(5)
    const below = (number: number) => Math.floor(chance() * number)
    const WORDS = [
      ...PLANTED,
      '老周',
      '@老周',
      '五%_!星',
      '追风车主-五%_!星',
      '五百星',
      '@周世',
      '你好',
      ' ',
      '"',
      '8888',
      '*',
    ]
    const sentence = () => Array.from({ length: 1 + below(5) }, () => WORDS[below(WORDS.length)]).join('')
    const wrote = Array.from({ length: 300 }, (_, n) => ({
      ...{
        id: `x${n}`,
        externalId: `x${n}`,
        groupId: ['g', 'staff'][below(2)] as string,
        sentAt: NOW,
        receivedAt: NOW,
      },
      ...{ type: 'message', mode: 'live', state: 'handled', error: [null, sentence()][below(2)], text: sentence() },
      details: { sender: { id: 'tao', card: sentence() } },
    }))
    const told = Array.from({ length: 300 }, (_, n) => ({
      ...{
        id: `y${n}`,
        accountId: 'a',
        priority: 1,
        dedupeKey: `y${n}:${sentence()}`,
        messageId: null,
        createdAt: NOW,
      },
      ...{ notBefore: NOW, expiresAt: NOW, state: 'sent', attempts: 0, reason: [null, sentence()][below(2)] },
      ...{ sentAt: null, externalId: null },
      action: {
        type: 'say',
        room: { id: 'g', kind: 'group' },
        text: sentence(),
        buttons: [{ text: sentence(), data: '' }],
      },
    }))
    const traces = await store.transaction(async (db) => {
      const called = { id: 'q', externalId: 'zhou-3', nickname: '五%_!星', card: '追风车主-五%_!星' }
      await db.insert(rows.Member, { ...member, ...called })
      await rows.writeRows(db, rows.Message, wrote)
      await rows.writeRows(db, rows.OutboxItem, told)
      return tracesOf(await loadDossiers(db, ['c', 'd']), vault)
    })
    const deps = { store, ids: countingIds(), say: createSay('zh-CN'), dealer: DEALER, now: NOW, vault }
    await eraseCustomer(deps, { customerId: 'c', by: '陈总', key: '1' })

    const without = (text: string, words: readonly string[]) =>
      words.reduce((left, word) => left.replaceAll(word, '***'), text)
    const called = traces.names.map((name) => (name.length < 4 ? `@${name}` : name))
    const bare = (text: string | null) => text && without(text, traces.sure)
    const isTold = (text: string) => [...traces.sure, ...traces.names].some((word) => text.includes(word))
    const [messages, outbox] = await store.transaction(async (db) => [
      await db.find(rows.Message, { where: { id: In(wrote.map(({ id }) => id)) } }),
      await db.find(rows.OutboxItem, { where: { id: In(told.map(({ id }) => id)) } }),
    ])
    const messageOf = new Map(messages.map((message) => [message.id, message]))
    for (const { id, text, error, details, groupId } of wrote) {
      const others = without(without(text, traces.sure), called)
      expect(messageOf.get(id)).toMatchObject({
        text: groupId === 'staff' ? without(others, traces.names) : others,
        error: bare(error ?? null),
        details: { sender: { id: 'tao', card: bare(details.sender.card) } },
      })
    }
    const itemOf = new Map(outbox.map((item) => [item.id, item]))
    for (const { id, action, reason } of told) {
      const [button] = action.buttons
      const isAbout = isTold(action.text) || isTold(button?.text ?? '')
      expect(itemOf.get(id)).toMatchObject({
        action: { text: isAbout ? '' : action.text, buttons: [{ text: bare(button?.text ?? '') }] },
        reason: bare(reason ?? null),
      })
    }
    await store.close()
    await database.drop()
  })

  it('or only grows old, is forgotten word by word: each table after its time', async () => {
    const database = await create()
    const store = await openStore(database.options)
    await store.transaction(plant)
    const ids = countingIds()
    const old = [
      rows.OutboxItem,
      rows.JoinRequest,
      rows.Interest,
      rows.Message,
      rows.Inquiry,
      rows.StaffPromise,
    ] as const
    const older = [rows.Violation, rows.Incident, rows.RuleReplay, rows.Correction, rows.Lead, rows.LeadEvent] as const
    const others = [rows.Understanding, rows.ServiceBooking, rows.PointTransfer, rows.AuditEntry, rows.Arrival] as const
    const whoKnow = async (months: number) => {
      const now = NOW + months * 31 * 86_400_000
      await blankOldWords({ store, ids, say: createSay('zh-CN'), dealer: DEALER, now })
      return store.transaction(async (db) => {
        const known: string[] = []
        for (const entity of [...old, ...older, ...others]) {
          const all = JSON.stringify(await db.find(entity as never))
          if (PLANTED.some((word) => all.includes(word))) known.push(entity.name)
        }
        return known
      })
    }
    expect(await whoKnow(5)).toHaveLength(17)
    // What still waits to be sent is not blanked, and expires by itself.
    await store.transaction((db) => db.update(rows.OutboxItem, { state: 'waiting' }, { state: 'expired' }))
    const known = await whoKnow(13)
    expect(known).toHaveLength(14)
    expect(known.filter((name) => ['OutboxItem', 'JoinRequest', 'Interest'].includes(name))).toEqual([])
    expect(await whoKnow(25)).toEqual(['Message', 'Lead', 'LeadEvent'])
    expect(await store.transaction((db) => db.findBy(rows.Message, { text: '' }))).toHaveLength(4)
    const nights = () => store.direct((db) => db.countBy(rows.AuditEntry, { what: 'customers.blanked' }))
    const busy = await nights()
    await whoKnow(25)
    // What is blank is not blanked again.
    expect(await nights()).toBe(busy)
    // What speaks for a lead that is open stays, and so do the names that came with the messages.
    expect(await whoKnow(37)).toEqual(['Message', 'Lead'])
    await store.close()
    await database.drop()
  })
})
