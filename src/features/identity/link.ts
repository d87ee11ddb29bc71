import { HOUR, MINUTE } from '../../kit/clock.js'
import { Customer, Member, OneTimeCode } from '../../store/index.js'
import { roomOf, type Turn } from '../step.js'
import { accountIn, accountOf, answer, type Desk, spend } from './desk.js'
import { issueCode } from './issue.js'
import { mustWait, sameAccount } from './judge.js'

const MINUTES = 10
const MOST_ASKED_AN_HOUR = 5

/** 关联账号: a code that the member sends from the other account. The newest one counts. */
export function offerLink(desk: Desk, turn: Turn): string {
  const { batch, vault, codes } = desk
  if (turn.staff) return answer(desk, 'staff_no_link')
  if (turn.group.kind !== 'private') return answer(desk, 'in_private')
  const mine = codes.filter((code) => code.memberId === turn.member.id)
  const lately = mine.filter((code) => code.createdAt > turn.now - HOUR)
  if (lately.length >= MOST_ASKED_AN_HOUR || mustWait(desk.wrong, accountIn(turn), turn.now))
    return answer(desk, 'too_often')
  for (const older of mine) if (older.state === 'open') spend(desk, older, 'void')
  const about = { purpose: 'link' as const, memberId: turn.member.id }
  const { code, row } = issueCode(about, { vault, ids: batch.ids, now: turn.now, lifetime: MINUTES * MINUTE })
  codes.push(batch.writes.insert(OneTimeCode, row))
  return answer(desk, 'link_code', { code, minutes: MINUTES })
}

/** The code came back from another account: both are one customer from now on. */
export function link(desk: Desk, turn: Turn, code: OneTimeCode): string {
  const { batch, customers, members } = desk
  const asker = members.find((member) => member.id === code.memberId)
  const one = customers.get(asker?.customerId ?? '')
  const other = customers.get(turn.member.customerId ?? '')
  if (turn.staff || !asker || asker.staff || !one || !other) return answer(desk, 'staff_no_link')
  if (sameAccount(accountOf(asker), accountIn(turn))) return answer(desk, 'link_self')
  spend(desk, code, 'used')
  if (one === other) return answer(desk, 'linked_before')
  const [kept, merged] = isOlder(one, other) ? [one, other] : [other, one]
  const moved = members.filter((member) => member.customerId === merged.id)
  for (const member of moved) {
    member.customerId = kept.id
    batch.writes.change(Member, member.id, { customerId: kept.id })
  }
  const takesPhone = kept.phone === null && merged.phone !== null
  if (takesPhone) Object.assign(kept, { phone: merged.phone, phoneFingerprint: merged.phoneFingerprint })
  if (takesPhone) batch.writes.update(Customer, kept)
  batch.writes.change(Customer, merged.id, { mergedIntoId: kept.id })
  // All that it takes to tell them apart again; the merged row keeps what it held.
  batch.audit(turn, 'identity.linked', {
    code: code.id,
    kept: kept.id,
    merged: merged.id,
    members: moved.map((member) => member.id),
    takesPhone,
  })
  const between = { one: channelOf(desk, accountOf(asker)), other: channelOf(desk, accountIn(turn)) }
  const action = { type: 'say' as const, room: roomOf(asker.group), text: batch.say('identity.linked_told', between) }
  batch.send(turn, asker.group, action, { priority: 'reply', dedupe: `identity:linked:${code.id}`, lifetime: HOUR })
  return answer(desk, 'linked', between)
}

const isOlder = (one: Customer, other: Customer) =>
  one.createdAt !== other.createdAt ? one.createdAt < other.createdAt : one.id < other.id

const channelOf = ({ batch }: Desk, { channel }: ReturnType<typeof accountIn>) => batch.say(`channels.kind.${channel}`)
