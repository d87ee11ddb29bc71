import { HOUR } from '../../kit/clock.js'
import { Customer, CustomerTag, Lead, Member, type OneTimeCode, Vehicle } from '../../store/index.js'
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
export function link(desk: Desk, turn: Turn, code: OneTimeCode): string {
  const { batch, customers, members, vehicles, leads, tags } = desk
  const asker = members.find((member) => member.id === code.memberId)
  const one = customers.get(asker?.customerId ?? '')
  const other = customers.get(turn.member.customerId ?? '')
  if (turn.staff || !asker || asker.staff || !one || !other) return answer(desk, 'staff_no_link')
  if (sameAccount(accountOf(asker), accountIn(turn))) return answer(desk, 'link_self')
  spend(desk, code, 'used')
  if (one === other) return answer(desk, 'linked_before')
  const [kept, merged] = goesOn(desk, one, other) ? [one, other] : [other, one]
  const moved = members.filter((member) => member.customerId === merged.id)
  for (const member of moved) {
    member.customerId = kept.id
    batch.writes.change(Member, member.id, { customerId: kept.id })
  }
  const cars = vehicles.filter((each) => each.customerId === merged.id)
  for (const { id } of cars) batch.writes.change(Vehicle, id, { customerId: kept.id })
  const theirs = leads.filter((each) => each.customerId === merged.id)
  for (const { id } of theirs) batch.writes.change(Lead, id, { customerId: kept.id })
  // The same tag on both is one.
  const ownTags = new Set(tags.filter((each) => each.customerId === kept.id).map(({ tag }) => tag))
  const newTags = tags.filter((each) => each.customerId === merged.id && !ownTags.has(each.tag))
  for (const { id } of newTags) batch.writes.change(CustomerTag, id, { customerId: kept.id })
  const takesPhone = kept.phone === null && merged.phone !== null
  const takesName = kept.realName === null && merged.realName !== null
  if (takesPhone) Object.assign(kept, { phone: merged.phone, phoneFingerprint: merged.phoneFingerprint })
  if (takesName) Object.assign(kept, { realName: merged.realName, realNameFingerprint: merged.realNameFingerprint })
  // Whoever wants to hear nothing is still that person.
  const takesStop = kept.marketingStoppedAt === null && merged.marketingStoppedAt !== null
  if (takesStop) Object.assign(kept, { marketingStoppedAt: merged.marketingStoppedAt })
  if (takesPhone || takesName || takesStop) batch.writes.update(Customer, kept)
  batch.writes.change(Customer, merged.id, { mergedIntoId: kept.id })
  const payload = { from: merged.id, to: kept.id }
  batch.later(turn, { task: 'points.merge', payload, runAt: turn.now, dedupe: `points:merge:${code.id}` })
  // All that it takes to tell them apart again; the merged row keeps what it held.
  batch.audit(turn, 'identity.linked', {
    code: code.id,
    kept: kept.id,
    merged: merged.id,
    members: moved.map((member) => member.id),
    vehicles: cars.map((car) => car.id),
    leads: theirs.map((lead) => lead.id),
    tags: newTags.map((each) => each.id),
    takesPhone,
    takesName,
    takesStop,
  })
  const between = { one: channelOf(desk, accountOf(asker)), other: channelOf(desk, accountIn(turn)) }
  const action = { type: 'say' as const, room: roomOf(asker.group), text: batch.say('identity.linked_told', between) }
  batch.send(turn, asker.group, action, { priority: 'reply', dedupe: `identity:linked:${code.id}`, lifetime: HOUR })
  return answer(desk, 'linked', between)
}

/** Whether both go on as `one`: the one that is registered, else the older. A customer has one registration. */
function goesOn({ registrations }: Desk, one: Customer, other: Customer): boolean {
  const progress = ({ id }: Customer) => {
    const registration = registrations.find((each) => each.customerId === id)
    return registration ? (registration.state === 'done' ? 2 : 1) : 0
  }
  const ahead = progress(one) - progress(other)
  if (ahead) return ahead > 0
  return one.createdAt !== other.createdAt ? one.createdAt < other.createdAt : one.id < other.id
}

const channelOf = ({ batch }: Desk, { channel }: ReturnType<typeof accountIn>) => batch.say(`channels.kind.${channel}`)
