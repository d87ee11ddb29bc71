import { In } from 'typeorm'
import { findPhone } from '../../kit/chinese/phone.js'
import { maskPhone, type Vault } from '../../kit/crypto.js'
import { Customer } from '../../store/index.js'
import { type Step, said, type Turn } from '../step.js'

/** A member who leaves a number, in a clean message of their own, wants to be called. */
const phoneOf = (turn: Turn) =>
  turn.meaning?.moderation === 'clean' && turn.member.customerId ? findPhone(said(turn)) : null

/** Keeps the phone number that a member leaves for a call back: sealed, and masked to everybody. */
export const createCustomersStep =
  (vault: Vault): Step =>
  async (batch) => {
    const ids = batch.turns.filter(phoneOf).map((turn) => turn.member.customerId as string)
    const customers = new Map(
      (ids.length ? await batch.db.findBy(Customer, { id: In(ids) }) : []).map((each) => [each.id, each]),
    )
    for (const row of batch.writes.rows(Customer)) customers.set(row.id, row)

    return (turn, next) => {
      const phone = phoneOf(turn)
      const customer = phone && customers.get(turn.member.customerId as string)
      if (phone && customer && customer.phoneFingerprint !== vault.fingerprint(phone)) {
        Object.assign(customer, { phone: vault.seal(phone), phoneFingerprint: vault.fingerprint(phone) })
        batch.writes.update(Customer, customer)
        batch.audit(turn, 'customers.phone', { customer: customer.id, phone: maskPhone(phone) })
      }
      next()
    }
  }
