import { In, Like } from 'typeorm'
import {
  AuditEntry,
  Contact,
  Customer,
  CustomerTag,
  type Db,
  Inquiry,
  Interest,
  Lead,
  Message,
  Registration,
  ServiceBooking,
  StaffAccount,
  StaffPromise,
  Understanding,
  Vehicle,
  VehicleFact,
  Violation,
} from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { tellPeople } from '../tell-people.js'
import { type Dossier, loadDossiers } from './dossier.js'

const GONE = '***'
/** PostgreSQL and SQLite both take so many values in one query. */
const AT_ONCE = 500

/** Erases a customer's data for good, and reports to whoever asked for it what stays and why. */
export async function eraseCustomer(
  { store, ids, say, now }: JobDeps,
  { customerId, by, key }: Record<string, unknown>,
): Promise<void> {
  await store.transaction(async (db) => {
    const id = String(customerId)
    const others = await db.findBy(Customer, { mergedIntoId: id })
    const dossiers = await loadDossiers(db, [id, ...others.map((each) => each.id)])
    let messages = 0
    for (const dossier of dossiers) {
      messages += await eraseWords(db, dossier)
      await eraseFile(db, dossier, say('customers.erased_name'), now)
    }
    const details = { customer: id, messages }
    await db.insert(AuditEntry, {
      id: ids(),
      at: now,
      actor: 'bot',
      what: 'customers.erased',
      messageId: null,
      details,
    })
    const people = await db.find(StaffAccount, { where: { name: String(by) }, order: { id: 'ASC' } })
    const number = (of: (dossier: Dossier) => readonly unknown[]) => dossiers.flatMap(of).length
    const text = say('customers.erased', {
      messages,
      tags: number(({ tags }) => tags),
      vehicles: number(({ vehicles }) => vehicles),
      leads: number(({ leads }) => leads),
      violations: number(({ violations }) => violations),
    })
    await tellPeople(db, people, { text, dedupe: `customers:erased:${key}`, now, ids })
  })
}

/** Blanks what they wrote, wherever it was quoted. Answers the number of messages. */
async function eraseWords(
  db: Db,
  { members, leads, inquiries, promises, violations, bookings }: Dossier,
): Promise<number> {
  let blanked = 0
  for (const { groupId, externalId } of members) {
    const rows = await db.find(Message, {
      // The name of an account may hold a sign that LIKE gives a meaning to: it only finds more then.
      where: { groupId, details: Like(`%${JSON.stringify(externalId)}%`) as never },
    })
    const own = rows.filter(({ details }) => senderOf(details) === externalId)
    for (let from = 0; from < own.length; from += AT_ONCE) {
      const some = In(own.slice(from, from + AT_ONCE).map(({ id }) => id))
      await db.update(Message, { id: some }, { text: '' })
      await db.update(Understanding, { id: some }, { evidence: '[]' })
    }
    blanked += own.length
  }
  const those = (rows: readonly { id: string }[]) => ({ id: In(rows.map(({ id }) => id)) })
  for (const lead of leads)
    await db.update(
      Lead,
      { id: lead.id },
      { evidence: lead.evidence.map((each) => ({ ...each, quote: GONE })) as never },
    )
  await db.update(Inquiry, those(inquiries), { quote: GONE })
  await db.update(StaffPromise, those(promises), { quote: GONE })
  await db.update(Violation, those(violations), { quote: GONE, appeal: null })
  await db.update(ServiceBooking, those(bookings), { wish: GONE })
  await db.delete(Interest, { memberId: In(members.map(({ id }) => id)) })
  return blanked
}

const senderOf = (details: object): unknown =>
  'sender' in details ? (details.sender as { id?: unknown }).id : undefined

async function eraseFile(db: Db, { customer, vehicles, facts, registrations }: Dossier, name: string, now: number) {
  const known = { realName: null, realNameFingerprint: null, phone: null, phoneFingerprint: null }
  const learnt = { birthday: null, birthdayLunar: null, profile: null, consentAt: null, marketingStoppedAt: now }
  await db.update(Customer, { id: customer.id }, { ...known, ...learnt, displayName: name, erasedAt: now })
  const signs = { plate: null, plateFingerprint: null, vin: null, vinFingerprint: null }
  await db.update(Vehicle, { id: In(vehicles.map(({ id }) => id)) }, signs)
  await db.update(VehicleFact, { id: In(facts.map(({ id }) => id)) }, { basis: GONE })
  await db.update(Registration, { id: In(registrations.map(({ id }) => id)) }, { need: null, state: 'cancelled' })
  await db.delete(CustomerTag, { customerId: customer.id })
  await db.delete(Contact, { customerId: customer.id })
}
