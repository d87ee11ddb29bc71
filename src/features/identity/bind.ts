import { Member, type OneTimeCode, StaffAccount, type StaffRole } from '../../store/index.js'
import { displayName, type Turn } from '../step.js'
import { accountIn, accountOf, answer, type Desk, spend } from './desk.js'
import { sameAccount } from './judge.js'

/** An invited colleague has proven who they are: from the next word on the account is staff. Answers what to say. */
export function bind(desk: Desk, turn: Turn, code: OneTimeCode): string {
  const { batch, members } = desk
  const roleName = (role: StaffRole | null) => batch.say(`identity.role.${role}`)
  if (turn.staff) {
    const { name, role } = turn.staff
    return answer(desk, 'staff_before', { name, role: roleName(role) })
  }
  const account = accountIn(turn)
  const name = code.name ?? ''
  const role = code.role ?? 'sales'
  const staff = batch.writes.insert(StaffAccount, { id: batch.ids(), ...account, name, role, groups: code.groups })
  spend(desk, code, 'used')
  for (const member of members)
    if (sameAccount(accountOf(member), account)) batch.writes.update(Member, Object.assign(member, { staff: true }))
  for (const later of batch.turns.slice(batch.turns.indexOf(turn)))
    if (sameAccount(accountIn(later), account)) Object.assign(later, { staff, exempt: true, meaning: null })
  batch.audit(turn, 'identity.bound', { ...account, staff: staff.id, code: code.id, role })
  const text = batch.say('identity.bound_told', {
    name,
    role: roleName(role),
    account: displayName(turn.member),
    channel: batch.say(`channels.kind.${account.channel}`),
  })
  batch.tellStaff(turn, text, { dedupe: `identity:bound:${staff.id}` })
  return answer(desk, 'bound', { name, role: roleName(role) })
}
