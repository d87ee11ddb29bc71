import { maskPhone } from '../../../kit/crypto.js'
import { Referral } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import type { Turn } from '../../step.js'
import { type Desk, nameOf } from '../desk.js'
import type { Friend } from '../member-words.js'
import { one } from '../one-customer.js'
import { givenFriend } from './book.js'
import { type Refusal, refuseClaim } from './judge.js'

/** 转介绍 老周 → 李先生 139…: a colleague writes down who brought whom. */
export function introduceByStaff(desk: Desk, turn: Turn, referrer: string, friend: Friend): string {
  const { say } = desk.batch
  if (!may(turn.staff, 'referrals.add')) return refuse(desk.batch, turn, { needs: 'referrals.add' })
  const person = one(desk, referrer)
  if (typeof person === 'string') return person
  const done = introduce(desk, turn, person.customerId, friend, 'staff')
  if (typeof done === 'string')
    return say(`points.refused_to_staff.${done}`, { friend: friend.name, name: person.name })
  return say('points.introduced_by_staff', {
    ...{ friend: friend.name, phone: maskPhone(friend.phone), name: person.name },
    ...{ code: done.lead, points: desk.settings.amounts.referral },
  })
}

/** 推荐 李先生 139…, or a sentence of a member that names a friend with a number. */
export function introduceByMember(desk: Desk, turn: Turn, friend: Friend): string {
  const { say } = desk.batch
  const done = introduce(desk, turn, turn.member.customerId as string, friend, 'member')
  if (typeof done === 'string') return say(`points.refused.${done}`, { friend: friend.name })
  return say('points.introduced', { friend: friend.name, points: desk.settings.amounts.referral })
}

/** Pending until the friend's car is handed over. Answers the number of the friend's lead, or why not. */
function introduce(
  desk: Desk,
  turn: Turn,
  referrerId: string,
  friend: Friend,
  way: Referral['way'],
): Refusal | { lead: number } {
  const { batch, vault, referrals, customers } = desk
  const phonePrint = vault.fingerprint(friend.phone)
  const friendId = referrals.byPhone.get(phonePrint) ?? null
  const referrerPhonePrint = customers.get(referrerId)?.phoneFingerprint ?? null
  const refused = refuseClaim({ referrerId, phonePrint, referrerPhonePrint, friendId, referrals: referrals.all })
  if (refused || !referrals.take) {
    batch.audit(turn, 'points.referral_refused', { referrer: referrerId, why: refused })
    return refused ?? 'known'
  }
  const { lead } = referrals.take(givenFriend(turn, friend))
  referrals.byPhone.set(phonePrint, lead.customerId)
  const row = batch.writes.insert(Referral, {
    ...{ id: batch.ids(), code: referrals.nextCode(), referrerId, friendId: lead.customerId, leadId: lead.id },
    ...{ state: 'pending' as const, way, consultant: referrals.consultants.get(referrerId) ?? sellerOf(turn) },
    ...{ introducedAt: turn.now, deliveredAt: null, deliveredBy: null, reversedAt: null },
  })
  referrals.all.push(row)
  batch.audit(turn, 'points.introduced', { referral: row.id, lead: lead.id, way })
  return { lead: lead.code }
}

const sellerOf = ({ staff }: Turn) => (staff?.role === 'sales' ? staff.name : null)

/** 转介绍榜: 一拖X, how many each consultant's customers brought, and how many of these have their car. */
export function board(desk: Desk, turn: Turn): string {
  const { batch, referrals } = desk
  const { say } = batch
  if (!may(turn.staff, 'points.read')) return refuse(batch, turn, { needs: 'points.read' })
  if (!referrals.all.length) return say('points.no_referrals')
  const names = [...new Set(referrals.all.map(({ consultant }) => consultant))]
  const rows = names.map((name) => {
    const own = referrals.all.filter(({ consultant }) => consultant === name)
    const delivered = own.filter(({ state }) => state === 'paid').length
    return {
      name: name ?? say('points.nobodys'),
      brought: own.length,
      delivered,
      by: new Set(own.map((each) => each.referrerId)).size,
    }
  })
  rows.sort((a, b) => b.delivered - a.delivered || b.brought - a.brought || (a.name < b.name ? -1 : 1))
  const last = referrals.all.filter(({ state }) => state === 'pending').slice(-10)
  return [
    say('points.board'),
    ...rows.map((row) => say('points.board_line', row)),
    ...last.map((each) =>
      say('points.pending_line', { name: nameOf(desk, each.referrerId), friend: nameOf(desk, each.friendId) }),
    ),
  ].join('\n')
}
