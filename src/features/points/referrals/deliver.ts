import { type Lead, Referral } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import type { Turn } from '../../step.js'
import { type Desk, endVoucher, expiry, issueVoucher, nameOf, tell } from '../desk.js'
import { one } from '../one-customer.js'
import { giftOf } from '../settings.js'

/** 交车: a deal that was reported as won, and a second person who says that the car is handed over. */
export function delivered(desk: Desk, turn: Turn, who: string): string {
  const { say } = desk.batch
  if (!may(turn.staff, 'deliveries.confirm')) return refuse(desk.batch, turn, { needs: 'deliveries.confirm' })
  const customerId = buyer(desk, who)
  if (!customerId.id) return customerId.sentence
  const name = nameOf(desk, customerId.id)
  const won = desk.referrals.leads.filter(
    (each) => each.customerId === customerId.id && each.state === 'won' && each.kind !== 'referral',
  )
  const lead = won.at(-1)
  if (!lead) return say('points.not_won', { name })
  desk.batch.audit(turn, 'points.delivered', { lead: lead.id, customer: customerId.id })
  const lines = [payReferral(desk, turn, customerId.id), payRepurchase(desk, turn, lead)].flatMap((each) => each ?? [])
  return [say('points.delivered', { name, code: lead.code }), ...lines].join('\n')
}

/** Whom a name or the number of a lead means. */
function buyer(desk: Desk, who: string): { id: string | null; sentence: string } {
  const lead = /^\d+$/.test(who) ? desk.referrals.leads.find(({ code }) => code === Number(who)) : undefined
  if (lead) return { id: lead.customerId, sentence: '' }
  const person = one(desk, who)
  return typeof person === 'string' ? { id: null, sentence: person } : { id: person.customerId, sentence: '' }
}

function payReferral(desk: Desk, turn: Turn, friendId: string): string | null {
  const { batch, settings, ledger, referrals, customers } = desk
  const { say } = batch
  const referral = referrals.all.find((each) => each.friendId === friendId)
  if (!referral) return null
  const { referrerId } = referral
  if (referral.state === 'paid') return say('points.paid_before', { name: nameOf(desk, referrerId) })
  const print = customers.get(friendId)?.phoneFingerprint
  if (referrerId === friendId || (print && print === customers.get(referrerId)?.phoneFingerprint))
    return say('points.same_person')
  const points = settings.amounts.referral
  const gift = giftOf(say, settings)
  const unreached = [
    [referrerId, friendId, 'thanks_referrer'] as const,
    [friendId, referrerId, 'thanks_friend'] as const,
  ].flatMap(([customerId, other, thanks]) => {
    // The same referral may be paid again after the order fell and was placed anew.
    const key = `referral:${referral.id}:${turn.messageId}:${customerId}`
    const about = { key, reason: 'referral' as const, actor: turn.member.externalId, note: nameOf(desk, other) }
    if (points) ledger.give(about, customerId, points, expiry(desk, turn))
    const code = gift && issueVoucher(desk, turn, { customerId, name: gift, referralId: referral.id })
    const text = [
      say(`points.${thanks}`, { name: nameOf(desk, other), points }),
      ...(code ? [say('points.voucher_line', { name: gift, code })] : []),
    ].join('\n')
    return tell(desk, turn, customerId, text, `points:paid:${key}`) ? [] : [nameOf(desk, customerId)]
  })
  Object.assign(referral, { state: 'paid', deliveredAt: turn.now, deliveredBy: turn.staff?.name ?? null })
  batch.writes.update(Referral, referral)
  batch.audit(turn, 'points.referral_paid', { referral: referral.id, points })
  const paid = say('points.paid', {
    ...{ referrer: nameOf(desk, referrerId), friend: nameOf(desk, friendId), points },
    gift: gift ?? say('points.no_gift'),
  })
  return unreached.length ? `${paid}\n${say('points.tell_them', { names: unreached.join('、') })}` : paid
}

/** One more car of somebody who drives one of ours. */
function payRepurchase(desk: Desk, turn: Turn, lead: Lead): string | null {
  const { batch, settings, ledger, referrals } = desk
  const points = settings.amounts.repurchase
  if (!points || (lead.kind !== 'add_on' && lead.kind !== 'trade_in')) return null
  if (referrals.paid.some(({ transfer }) => transfer.key.startsWith(`repurchase:${lead.id}:`))) return null
  const key = `repurchase:${lead.id}:${turn.messageId}`
  const about = { key, reason: 'repurchase' as const, actor: turn.member.externalId }
  ledger.give(about, lead.customerId, points, expiry(desk, turn))
  return batch.say('points.repurchase_paid', { name: nameOf(desk, lead.customerId), points })
}

/** 退单: what was paid for the deal is taken back, as far as it is still there. */
export function fell(desk: Desk, turn: Turn, who: string): string {
  const { batch, ledger, referrals, vouchers } = desk
  const { say } = batch
  if (!may(turn.staff, 'deliveries.confirm')) return refuse(batch, turn, { needs: 'deliveries.confirm' })
  const customer = buyer(desk, who)
  if (!customer.id) return customer.sentence
  const id = customer.id
  const referral = referrals.all.find((each) => each.friendId === id && each.state === 'paid')
  const leads = new Set(referrals.leads.filter((each) => each.customerId === id).map((each) => each.id))
  const ofDeal = referrals.paid.filter(({ transfer: { key } }) => {
    const [kind, subject = ''] = key.split(':')
    return kind === 'referral' ? subject === referral?.id : leads.has(subject)
  })
  if (!referral && !ofDeal.length) return say('points.nothing_paid', { name: nameOf(desk, id) })
  const lines = ofDeal.map(({ transfer, customerId, amount }) => {
    const back = ledger.reverse(transfer, { customerId, amount }, turn.member.externalId, null)
    const text = say('points.taken_back', { name: nameOf(desk, customerId), points: -(back?.moved ?? 0) })
    return back?.missing ? `${text}${say('points.missing', { points: back.missing })}` : text
  })
  const gifts = vouchers.filter((each) => referral && each.referralId === referral.id)
  for (const gift of gifts) if (gift.state === 'open') endVoucher(desk, turn, gift, 'cancelled')
  const used = gifts.filter(({ state }) => state === 'used').map((each) => nameOf(desk, each.customerId))
  if (used.length) lines.push(say('points.gift_used', { names: used.join('、') }))
  if (referral) {
    Object.assign(referral, { state: 'reversed', reversedAt: turn.now })
    batch.writes.update(Referral, referral)
  }
  batch.audit(turn, 'points.order_fell', { customer: id, referral: referral?.id ?? null })
  return [say('points.fell', { name: nameOf(desk, id) }), ...lines].join('\n')
}
