import { In } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import {
  AuditEntry,
  Customer,
  CustomerMerge,
  type Db,
  PointAccount,
  Referral,
  StaffAccount,
  Voucher,
} from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { tellPeople } from '../tell-people.js'
import { type Dossier, loadDossiers } from './dossier.js'
import { eraseFile } from './erase-file.js'
import { eraseSaid, eraseTraces, tracesOf } from './erase-traces.js'
import { eraseWords } from './erase-words.js'

/** Erases a customer's data for good, and reports to whoever asked for it what stays and why. */
export async function eraseCustomer(
  { store, ids, say, now, vault }: JobDeps & { vault: Vault },
  { customerId, by, key }: Record<string, unknown>,
): Promise<void> {
  await store.transaction(async (db) => {
    const customerIds = await allThatBecame(db, String(customerId))
    const dossiers = await loadDossiers(db, customerIds)
    const traces = tracesOf(dossiers, vault)
    const messageIds: string[] = []
    for (const dossier of dossiers) {
      messageIds.push(...(await eraseWords(db, dossier)))
      await eraseFile(db, dossier, say('customers.erased_name'), now)
    }
    await eraseJournals(db, customerIds)
    await eraseSaid(db, traces, { messageIds, ...subjectsOf(dossiers) })
    await eraseTraces(db, traces)
    const details = { customer: String(customerId), messages: messageIds.length }
    const entry = { id: ids(), at: now, actor: 'bot', what: 'customers.erased', messageId: null, details }
    await db.insert(AuditEntry, entry)
    const people = await db.find(StaffAccount, { where: { name: String(by) }, order: { id: 'ASC' } })
    const text = say('customers.erased', { messages: messageIds.length, ...(await countLeft(db, dossiers)) })
    await tellPeople(db, people, { text, dedupe: `customers:erased:${key}`, now, ids })
  })
}

/** The customer, and all who turned out to be the same person. */
async function allThatBecame(db: Db, id: string): Promise<string[]> {
  const all = [id]
  for (let last = [id]; last.length; ) {
    last = (await db.findBy(Customer, { mergedIntoId: In(last) })).map((each) => each.id)
    all.push(...last)
  }
  return all
}

/** What a merge changed is kept for its undoing, which there is none any more. */
async function eraseJournals(db: Db, ids: readonly string[]): Promise<void> {
  for (const { id, moved } of await db.findBy(CustomerMerge, [{ keptId: In([...ids]) }, { mergedId: In([...ids]) }]))
    await db.update(CustomerMerge, { id }, { moved: { ...moved, changed: [], removed: [] } as never })
}

/** Cards and reminders have the id of what they are about in their key. */
const subjectsOf = (dossiers: readonly Dossier[]) => ({
  ids: dossiers.flatMap(({ customer, members, leads, inquiries, promises, registrations, bookings, violations }) =>
    [customer, ...members, ...leads, ...inquiries, ...promises, ...registrations, ...bookings, ...violations].map(
      ({ id }) => id,
    ),
  ),
  rooms: dossiers.flatMap(({ members }) =>
    members.flatMap(({ group }) => (group?.kind === 'private' ? [group.externalId] : [])),
  ),
})

async function countLeft(db: Db, dossiers: readonly Dossier[]): Promise<Record<string, number>> {
  const number = (of: (dossier: Dossier) => readonly unknown[]) => dossiers.flatMap(of).length
  const customerId = In(dossiers.map(({ customer }) => customer.id))
  const accounts = await db.findBy(PointAccount, { customerId })
  return {
    tags: number(({ tags }) => tags),
    vehicles: number(({ vehicles }) => vehicles),
    leads: number(({ leads }) => leads),
    violations: number(({ violations }) => violations),
    rsvps: number(({ rsvps }) => rsvps),
    points: accounts.reduce((sum, { balance }) => sum + balance, 0),
    vouchers: await db.countBy(Voucher, { customerId }),
    referrals: await db.countBy(Referral, [{ referrerId: customerId }, { friendId: customerId }]),
  }
}
