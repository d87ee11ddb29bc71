import { HOUR } from '../../kit/clock.js'
import type { OneTimeCode } from '../../store/index.js'
import { roomOf, type Turn } from '../step.js'
import { accountIn, accountOf, answer, type Desk, spend } from './desk.js'
import { sameAccount } from './judge.js'
import { offerCode } from './offer-code.js'

/** 关联账号: a code that the member sends from the other account. */
export function offerLink(desk: Desk, turn: Turn): string {
  if (turn.staff) return answer(desk, 'staff_no_link')
  if (turn.group.kind !== 'private') return answer(desk, 'in_private')
  return offerCode(desk, turn, { purpose: 'link' })
}

/** The code came back from another account: both are one customer from now on. */
export async function link(desk: Desk, turn: Turn, code: OneTimeCode): Promise<string> {
  const { batch, customers, members, merge: mergeCustomers } = desk
  const asker = members.find((member) => member.id === code.memberId)
  const one = customers.get(asker?.customerId ?? '')
  const other = customers.get(turn.member.customerId ?? '')
  if (turn.staff || !asker || asker.staff || !one || !other) return answer(desk, 'staff_no_link')
  if (sameAccount(accountOf(asker), accountIn(turn))) return answer(desk, 'link_self')
  spend(desk, code, 'used')
  if (one === other) return answer(desk, 'linked_before')
  const { kept, merged, merge } = await mergeCustomers({ ...batch, now: turn.now }, one, other, 'code')
  for (const member of members) if (member.customerId === merged.id) member.customerId = kept.id
  batch.audit(turn, 'identity.linked', { code: code.id, kept: kept.id, merged: merged.id, merge: merge.id })
  const between = { one: channelOf(desk, accountOf(asker)), other: channelOf(desk, accountIn(turn)) }
  const action = { type: 'say' as const, room: roomOf(asker.group), text: batch.say('identity.linked_told', between) }
  batch.send(turn, asker.group, action, { priority: 'reply', dedupe: `identity:linked:${code.id}`, lifetime: HOUR })
  return answer(desk, 'linked', between)
}

const channelOf = ({ batch }: Desk, { channel }: ReturnType<typeof accountIn>) => batch.say(`channels.kind.${channel}`)
