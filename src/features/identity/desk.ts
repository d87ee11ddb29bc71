import { In, LessThan, LessThanOrEqual } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import { Customer, type Group, lock, Member, OneTimeCode, WrongCode } from '../../store/index.js'
import { type Batch, displayName, type Turn } from '../step.js'
import { type Account, mustWait, WRONG_COUNTS_FOR } from './judge.js'
import type { IdentityWords } from './words.js'

export interface Heard {
  turn: Turn
  words: IdentityWords
}

/** A member with the room that it is a member of. */
type Seen = Member & { group: Group }

/** Makes one customer of two. */
export type MergeCustomers = (
  around: Pick<Batch, 'db' | 'ids' | 'say' | 'writes' | 'turns'> & { now: number },
  one: Customer,
  other: Customer,
  way: 'code',
) => Promise<{ kept: Customer; merged: Customer; merge: { id: string } }>

/** What is known of the codes and people that a batch speaks of. */
export interface Desk {
  batch: Batch
  vault: Vault
  codes: OneTimeCode[]
  wrong: WrongCode[]
  customers: Map<string, Customer>
  merge: MergeCustomers
  members: Seen[]
}

const KEPT_FOR = 30 * 24 * HOUR

/** Reads it all; until the transaction ends nobody else looks at a code, so that each is used once and no guess uncounted. */
export async function openDesk(
  batch: Batch,
  { vault, merge }: Pick<Desk, 'vault' | 'merge'>,
  heard: readonly Heard[],
): Promise<Desk> {
  const { db } = batch
  await lock(db, ['identity'])
  const now = Math.max(...heard.map(({ turn }) => turn.now))
  await db.delete(WrongCode, { at: LessThanOrEqual(now - WRONG_COUNTS_FOR) })
  await db.delete(OneTimeCode, { expiresAt: LessThan(now - KEPT_FOR) })
  const fingerprints = heard.flatMap(({ words }) => (words.type === 'code' ? vault.fingerprint(words.code) : []))
  const people = heard.map(({ turn }) => turn.member)
  const codes = await db.find(OneTimeCode, {
    where: [{ fingerprint: In(fingerprints) }, { memberId: In(people.map((member) => member.id)) }],
    relations: { member: true },
  })
  const concerned = [...people, ...codes.flatMap((code) => code.member ?? [])]
  const customerIds = concerned.flatMap((member) => member.customerId ?? [])
  const stored = await db.find(Member, {
    where: [{ customerId: In(customerIds) }, { externalId: In(concerned.map((member) => member.externalId)) }],
    relations: { group: { account: true } },
  })
  const customers = [...(await db.findBy(Customer, { id: In(customerIds) })), ...batch.writes.rows(Customer)]
  // The turns hold rows of their own for members that are in both: there is to be one.
  const members = new Map(stored.map((member) => [member.id, member as Seen]))
  for (const { member, group } of batch.turns) members.set(member.id, Object.assign(member, { group }))
  return {
    batch,
    vault,
    codes,
    wrong: await db.find(WrongCode),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    merge,
    members: [...members.values()],
  }
}

export const accountOf = ({ externalId, group }: Pick<Seen, 'externalId' | 'group'>): Account => ({
  channel: group.account?.channel ?? 'sandbox',
  externalId,
})

export const accountIn = ({ member, group }: Turn): Account => accountOf({ externalId: member.externalId, group })

/** What the bot answers to the sender. */
export const answer = ({ batch }: Desk, key: string, params = {}): string => batch.say(`identity.${key}`, params)

export function spend({ batch }: Desk, code: OneTimeCode, state: 'used' | 'void'): void {
  code.state = state
  batch.writes.update(OneTimeCode, code)
}

/** Counts a wrong code; the one that uses up the tries is told to the staff. */
export function countWrong(desk: Desk, turn: Turn, flaw: string): void {
  const { batch, wrong } = desk
  const account = accountIn(turn)
  wrong.push(batch.writes.insert(WrongCode, { id: batch.ids(), ...account, at: turn.now }))
  batch.audit(turn, 'identity.refused', { ...account, flaw })
  if (!mustWait(wrong, account, turn.now)) return
  const text = batch.say('identity.guessing', {
    name: displayName(turn.member),
    channel: batch.say(`channels.kind.${account.channel}`),
  })
  const hour = Math.floor(turn.now / HOUR)
  batch.tellStaff(turn, text, { dedupe: `identity:guessing:${account.channel}:${account.externalId}:${hour}` })
}
