import { In } from 'typeorm'
import { findPhone } from '../../kit/chinese/phone.js'
import { maskPhone, type Vault } from '../../kit/crypto.js'
import { Customer } from '../../store/index.js'
import { phoneLeft } from '../phone-left.js'
import { type Step, said, type Turn } from '../step.js'

/** A member who leaves a number, in a clean message of their own, wants to be called. */
const phoneOf = (turn: Turn) =>
  turn.meaning?.moderation === 'clean' && turn.member.customerId ? findPhone(said(turn)) : null

/** 我是王强 13800138000: the name that is said with a number. */
export const ownName = (text: string): string | null =>
  /(?:^|[\s,，。!！])(?:我(?:是|叫)|本人)\s*(\p{Script=Han}{2,4})(?=[\s,，。:：\d]|(?:电话|手机|号码))/u.exec(
    text.normalize('NFKC'),
  )?.[1] ?? null

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
        const name = turn.mode === 'live' ? ownName(said(turn)) : null
        const left = {
          customerId: customer.id,
          how: 'said' as const,
          ...(name && { namePrint: vault.fingerprint(name) }),
        }
        if (turn.mode === 'live') phoneLeft({ ...batch, now: turn.now }, left, vault.fingerprint(phone))
        batch.audit(turn, 'customers.phone', { customer: customer.id, phone: maskPhone(phone) })
      }
      next()
    }
  }
