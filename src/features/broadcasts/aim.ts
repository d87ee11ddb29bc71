import type { Broadcast, BroadcastTarget, Customer, Group } from '../../store/index.js'
import { decideForCustomer, decideForGroup, type Past } from '../contact-budget.js'
import type { Facts } from './facts.js'

/** Where a broadcast goes, or why it does not go there. */
export interface Aim {
  /** Where it is said; null: nobody but a colleague can say it. */
  group: Group | null
  customer: Pick<Customer, 'id' | 'owner'> | null
  held: Exclude<BroadcastTarget['why'], 'merged'>
  /** What the text may speak of. */
  fill: { name: string; car: string; group: string }
}

/** Takes one of the account's messages of today; false: there is none left. Safety asks for none. */
function take(left: Map<string, number>, accountId: string, safety: boolean): boolean {
  const rest = left.get(accountId) ?? 0
  if (rest <= 0) return safety
  left.set(accountId, rest - 1)
  return true
}

type AboutGroups = Pick<Facts, 'troubled' | 'times' | 'heard' | 'left'>

/** Nothing is changed: whoever sends takes it from the facts with `spend`. */
export function aimAtGroups(
  groups: readonly Group[],
  facts: AboutGroups,
  { safety, everybody, now }: { safety: boolean; everybody: string; now: number },
): Aim[] {
  const left = new Map(facts.left)
  return groups.map((group) => {
    const state = {
      past: facts.heard.get(group.id) ?? [],
      isTroubled: facts.troubled.has(group.id),
      times: facts.times,
    }
    const held =
      (safety ? null : decideForGroup(state, now)) ?? (take(left, group.accountId, safety) ? null : 'account')
    return {
      group,
      customer: null,
      held,
      fill: { name: everybody, car: '', group: group.name },
    }
  })
}

export interface Candidate {
  customer: Pick<Customer, 'id' | 'owner' | 'class' | 'marketingStoppedAt'>
  name: string
  car: string
  /** The private chat in which they wrote to us first. */
  room: Group | null
  past: readonly Past[]
}

export function aimAtCustomers(
  candidates: readonly Candidate[],
  facts: Pick<Facts, 'left'>,
  { safety, now }: { safety: boolean; now: number },
): Aim[] {
  const left = new Map(facts.left)
  return candidates.map(({ customer, name, car, room, past }) => {
    const denied = safety ? null : decideForCustomer(customer, past, now)
    const held = denied ?? (!room || take(left, room.accountId, safety) ? null : 'account')
    return { group: room, customer, held, fill: { name, car, group: '' } }
  })
}

/** Where a broadcast goes now: to customers when it has an audience, else to those of the groups that it is for. */
export function aimsOf(
  { audience, safety, groupIds }: Pick<Broadcast, 'audience' | 'safety' | 'groupIds'>,
  { groups, candidates, facts }: { groups: readonly Group[]; candidates: readonly Candidate[]; facts: AboutGroups },
  { everybody, now }: { everybody: string; now: number },
): Aim[] {
  const about = { safety: Boolean(safety), everybody, now }
  if (audience) return aimAtCustomers(candidates, facts, about)
  return aimAtGroups(
    groups.filter(({ id }) => groupIds.includes(id)),
    facts,
    about,
  )
}

/** What was aimed is sent now: what follows within the same transaction finds it gone. */
export function spend(aims: readonly Aim[], facts: Pick<Facts, 'heard' | 'left'>, now: number): void {
  for (const { group, customer, held } of aims) {
    if (held || !group) continue
    facts.left.set(group.accountId, (facts.left.get(group.accountId) ?? 0) - 1)
    if (!customer) facts.heard.get(group.id)?.push({ at: now, state: 'sent' })
  }
}
