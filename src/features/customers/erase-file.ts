import { In, Like, Not } from 'typeorm'
import {
  CareNote,
  Contact,
  Customer,
  CustomerTag,
  type Db,
  Group,
  Member,
  MemberMark,
  PointAccount,
  PointEntry,
  PointTransfer,
  Referral,
  Registration,
  Vehicle,
  VehicleFact,
} from '../../store/index.js'
import type { Dossier } from './dossier.js'
import { GONE } from './erase-words.js'
import { readReview, saveReview } from './review.js'

/** Clears the customer's file; `name` stands where theirs was. `now` is UTC ms. */
export async function eraseFile(db: Db, dossier: Dossier, name: string, now: number): Promise<void> {
  const { customer, members, vehicles, facts, registrations } = dossier
  const known = { realName: null, realNameFingerprint: null, phone: null, phoneFingerprint: null }
  const learnt = { birthday: null, birthdayLunar: null, profile: null, consentAt: null, lostReason: null }
  const end = { displayName: name, marketingStoppedAt: now, erasedAt: now }
  await db.update(Customer, { id: customer.id }, { ...known, ...learnt, ...end })
  const signs = { plate: null, plateFingerprint: null, vin: null, vinFingerprint: null }
  await db.update(Vehicle, { id: In(vehicles.map(({ id }) => id)) }, signs)
  await db.update(VehicleFact, { id: In(facts.map(({ id }) => id)) }, { basis: GONE })
  await db.update(Registration, { id: In(registrations.map(({ id }) => id)) }, { need: null, state: 'cancelled' })
  await db.update(Member, { id: In(members.map(({ id }) => id)) }, { nickname: '', card: '' })
  const rooms = members.flatMap(({ group }) => (group?.kind === 'private' ? [group.id] : []))
  await db.update(Group, { id: In(rooms) }, { name: '' })
  await db.delete(CustomerTag, { customerId: customer.id })
  await db.delete(CareNote, { id: customer.id })
  await db.delete(Contact, { customerId: customer.id })
  await db.delete(MemberMark, { memberId: In(members.map(({ id }) => id)) })
  const review = await readReview(db)
  if (review.some(({ customerId }) => customerId === customer.id))
    await saveReview(
      db,
      review.filter(({ customerId }) => customerId !== customer.id),
    )
  await erasePointNotes(db, customer.id)
}

/** The sums stay, what colleagues wrote beside them goes; a referral names the other one, too. */
async function erasePointNotes(db: Db, customerId: string): Promise<void> {
  const account = await db.findOneBy(PointAccount, { key: customerId })
  const entries = account ? await db.findBy(PointEntry, { accountId: account.id }) : []
  // The name of a reward is nobody's.
  const written = { reason: Not(In(['redeem', 'expire'])) }
  const own = { id: In(entries.map(({ transferId }) => transferId)), ...written }
  const referrals = await db.findBy(Referral, [{ referrerId: customerId }, { friendId: customerId }])
  const paid = referrals.map(({ id }) => ({ key: Like(`referral:${id}:%`) }))
  for (const where of [own, ...paid]) await db.update(PointTransfer, where, { note: '' })
}
