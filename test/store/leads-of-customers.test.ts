import { describe, expect, it } from '@jest/globals'
import { newLead } from '../../src/features/leads/new-lead.js'
import { ChannelAccount, Customer, Group, Lead, LeadEvent, Member, openStore } from '../../src/store/index.js'
import { writeRows } from '../../src/store/write-rows.js'
import { ENGINES } from '../kit/engines.js'

const MIGRATION = 'LeadsOfCustomers1765674000000'

describe.each(Object.entries(ENGINES))('on %s, leads from before they belonged to customers', (_name, create) => {
  it('keep who said it and what became of it, and find their customer', async () => {
    const database = await create()
    const store = await openStore(database.options)
    const { source } = store
    const at = 1_000
    const member = { nickname: '大壮', card: '', role: 'member', staff: false, messages: 1 } as const
    await store.transaction(async (db) => {
      await db.insert(ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
      const group = { id: 'g', externalId: 'g', kind: 'owners', name: 'g', settings: {}, createdAt: at } as const
      await db.insert(Group, { ...group, accountId: 'a' })
      await db.insert(Customer, { id: 'c', displayName: '大壮', createdAt: at })
      for (const [id, customerId] of [
        ['m', 'c'],
        ['n', null],
      ] as const)
        await db.insert(Member, { ...member, id, groupId: 'g', externalId: id, customerId })
      const lead = { customerId: 'c', groupId: 'g', kind: 'trade_in', level: 'H', score: 0.9 } as const
      const rest = { evidence: [], firstMessageAt: at, raisedAt: at, offeredTo: null }
      const leads = ['m', 'n'].map((id, n) => newLead({ ...lead, ...rest, id, memberId: id, code: n + 1 }))
      await writeRows(db, Lead, leads)
      await writeRows(db, LeadEvent, [{ id: 'e', leadId: 'm', at, type: 'raised', actor: 'bot', details: {} }])
    })
    const table = { postgres: `${(database.options as { schema?: string }).schema}.migrations`, sqlite: 'migrations' }
    const applied = () => source.query(`SELECT 1 FROM ${table[store.engine]} WHERE name = '${MIGRATION}'`)
    // In a transaction SQLite cannot let go of its foreign keys.
    while ((await applied()).length) await source.undoLastMigration({ transaction: 'none' })
    await source.runMigrations()
    const leads = await store.transaction((db) =>
      db.find(Lead, { order: { code: 'ASC' }, relations: { customer: true } }),
    )
    expect(leads).toMatchObject([
      { memberId: 'm', groupId: 'g', customerId: 'c', source: 'group', level: 'H' },
      { memberId: 'n', groupId: 'g', customerId: 'n', customer: { displayName: '大壮' } },
    ])
    expect(await store.transaction((db) => db.countBy(LeadEvent, { leadId: 'm' }))).toBe(1)
    await store.close()
    await database.drop()
  })
})
