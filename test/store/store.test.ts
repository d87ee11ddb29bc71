import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Between, type FindManyOptions, In, IsNull, LessThan, Not, Raw } from 'typeorm'
import { isUniqueViolation } from '../../src/kit/errors.js'
import { ChannelAccount, type Db, Group, Member, openStore, type Store, Writes } from '../../src/store/index.js'
import { MIGRATIONS } from '../../src/store/migrations/index.js'
import { ENGINES, type TestDatabase } from '../kit/engines.js'

describe.each(Object.entries(ENGINES))('the store on %s', (_name, create) => {
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

  const account = (id: string) => ({ id, channel: 'sandbox' as const, account: id })
  const count = () => store.transaction((db) => db.count(ChannelAccount))

  it('has no drift between the migrations and the entities', async () => {
    const { upQueries } = await store.source.driver.createSchemaBuilder().log()
    expect(upQueries.map((query) => query.query)).toEqual([])
  })

  it.each([
    ['the first', 0],
    ['one in the middle', 1],
    ['the last', 2],
  ])('keeps works that succeed when %s of them fails', async (_which, failing) => {
    const before = await count()
    const works = [0, 1, 2].map((n) =>
      store.transaction(async (db) => {
        await db.insert(ChannelAccount, account(`${failing}-${n}`))
        if (n === failing) throw new Error('a bad message')
        return n
      }),
    )
    const ends = await Promise.allSettled(works)
    expect(ends.map(({ status }) => status === 'rejected')).toEqual([0, 1, 2].map((n) => n === failing))
    expect(await count()).toBe(before + 2)
    expect(await store.transaction((db) => db.existsBy(ChannelAccount, { id: `${failing}-${failing}` }))).toBe(false)
  })

  it('recognises the same row twice', async () => {
    await store.transaction((db) => db.insert(ChannelAccount, account('twice')))
    const again = store.transaction((db) => db.insert(ChannelAccount, { ...account('other'), account: 'twice' }))
    await expect(again.catch((error) => isUniqueViolation(error))).resolves.toBe(true)
  })

  it('looks at what is committed, and not at what may still be undone', async () => {
    const look = () => store.direct((db) => db.countBy(ChannelAccount, { account: 'undone' }))
    const undone = store.transaction(async (db) => {
      await db.insert(ChannelAccount, account('undone'))
      throw new Error('a bad message')
    })
    const [, seen] = await Promise.all([undone.catch(() => undefined), look()])
    expect([seen, await look()]).toEqual([0, 0])
    await store.transaction((db) => db.insert(ChannelAccount, account('undone')))
    expect(await look()).toBe(1)
    await expect(store.direct((db) => db.query('SELECT 1 FROM nowhere'))).rejects.toThrow('nowhere')
  })

  it('reads back instants, JSON and changed rows as they were written', async () => {
    const at = Date.UTC(2026, 8, 19, 0, 0, 0, 123)
    await store.transaction((db) => db.insert(ChannelAccount, account('acc')))
    await store.transaction(async (db) => {
      const writes = new Writes()
      const group = writes.insert(Group, {
        id: 'g',
        accountId: 'acc',
        externalId: '1',
        kind: 'owners',
        name: '车友群',
        settings: { cardPrefix: '追风车主' },
        createdAt: at,
        presence: 'here',
        presenceAt: null,
        size: null,
        capacity: null,
      })
      await writes.flush(db)
      group.name = '新名字'
      writes.update(Group, group)
      await writes.flush(db)
    })
    const [group] = await store.transaction((db) => db.findBy(Group, { id: 'g' }))
    expect(group).toMatchObject({ name: '新名字', settings: { cardPrefix: '追风车主' }, createdAt: at })
  })

  it('knows what changed in a table that it has read before: by itself, undone, by another process', async () => {
    const names = () => store.transaction(async (db) => (await db.findBy(ChannelAccount, { id: 'read' })).map(named))
    const named = ({ account }: ChannelAccount) => account
    const rename = (account: string) => (db: Db) => db.update(ChannelAccount, { id: 'read' }, { account })
    await store.transaction((db) => db.insert(ChannelAccount, account('read')))
    expect(await names()).toEqual(['read'])
    await store.transaction(rename('mine'))
    expect(await names()).toEqual(['mine'])
    const undone = store.transaction(async (db) => {
      await rename('taken back')(db)
      expect((await db.findBy(ChannelAccount, { id: 'read' })).map(named)).toEqual(['taken back'])
      throw new Error('a bad message')
    })
    await expect(undone).rejects.toThrow('a bad message')
    expect(await names()).toEqual(['mine'])
    const other = await openStore(database.options)
    await other.transaction(rename('theirs'))
    await other.close()
    expect(await names()).toEqual(['theirs'])
  })

  it('finds the same as TypeORM does by itself, whatever is asked and however often', async () => {
    const plain = (db: Db) => db.createQueryBuilder(Group, 'Group')
    const asked: FindManyOptions<Group>[] = [
      {},
      ...[['g'], ['g', 'h'], ['x', 'g', 'h'], []].map((ids) => ({
        where: { id: In(ids) },
        order: { id: 'ASC' as const },
      })),
      ...['owners', 'staff'].map((kind) => ({ where: { kind: kind as Group['kind'] } })),
      { where: { kind: 'owners', presenceAt: IsNull() } },
      { where: { kind: Not('staff'), presenceAt: Not(IsNull()) } },
      { where: [{ createdAt: LessThan(2) }, { createdAt: Between(2, 3), name: undefined }] },
      { where: { account: { channel: 'sandbox' } }, relations: { account: true }, order: { name: 'DESC' } },
      { where: { id: Not(In(['g'])) }, select: { id: true, settings: true } },
      { where: { name: Raw((name) => `${name} = '乙'`) } },
      { order: { id: 'DESC' }, take: 1 },
      { order: { id: 'DESC' }, take: 1, relations: { account: true } },
    ]
    const row = {
      accountId: 'found',
      externalId: '1',
      kind: 'owners' as const,
      presence: 'here' as const,
      settings: {},
    }
    await store.transaction(async (db) => {
      await db.deleteAll(Group)
      await db.insert(ChannelAccount, account('found'))
      await db.insert(Group, [
        { ...row, id: 'g', name: '甲', createdAt: 1, presenceAt: null },
        { ...row, id: 'h', externalId: '2', name: '乙', createdAt: 2, presenceAt: 5 },
      ])
      await db.insert(
        Member,
        Array.from({ length: 12 }, (_, n) => ({
          ...{
            id: `m${n}`,
            groupId: n % 2 ? 'g' : 'h',
            externalId: `m${n % 5}"${n}`,
            nickname: `车友\n${n}`,
            card: '',
          },
          ...{ role: 'member' as const, staff: n % 3 === 0, joinedAt: n % 4 ? 1_700_000_000_000 + n : null },
          ...{ messages: n, cardReminders: 0 },
        })),
      )
      const several: FindManyOptions<Member>[] = [
        { order: { nickname: 'DESC' } },
        { where: { staff: false }, relations: { group: { account: true } }, order: { externalId: 'ASC', id: 'DESC' } },
        { select: { id: true, joinedAt: true }, order: { joinedAt: 'ASC', id: 'ASC' }, take: 9 },
        {
          where: { group: { name: '乙' } },
          relations: { group: true },
          order: { joinedAt: 'DESC', id: 'ASC' },
          take: 4,
        },
      ]
      for (const options of [...several, ...several])
        expect(await db.find(Member, options)).toEqual(
          await db.createQueryBuilder(Member, 'Member').setFindOptions(options).getMany(),
        )
      await db.deleteAll(Member)
      for (const options of [...asked, ...asked.toReversed()])
        expect(await db.find(Group, options)).toEqual(await plain(db).setFindOptions(options).getMany())
      expect(await db.findOneBy(Group, { name: '乙' })).toMatchObject({ id: 'h', presenceAt: 5 })
      expect(await db.findOneBy(Group, { name: '丙' })).toBeNull()
      await db.deleteAll(Group)
    })
  })

  it('undoes and redoes its migrations', async () => {
    for (const _ of MIGRATIONS) await store.source.undoLastMigration()
    await store.source.runMigrations()
    expect(await count()).toBe(0)
  })
})
