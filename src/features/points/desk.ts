import { In, IsNull } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Ids } from '../../kit/ids.js'
import { secretCode } from '../../kit/secret-code.js'
import {
  Customer,
  createCodes,
  type Db,
  type Group,
  type Lead,
  Member,
  type PointTransfer,
  Reward,
  type RowOf,
  Voucher,
  type Writes,
} from '../../store/index.js'
import { type NamedCustomer, namesOf } from '../named-customers.js'
import { type Batch, roomOf, type Turn } from '../step.js'
import type { PointsCommand } from './command.js'
import type { Ledger } from './ledger/index.js'
import type { Friend, MemberWords } from './member-words.js'
import type { ReferralBook } from './referrals/book.js'
import type { ReferralCommand } from './referrals/command.js'
import { goodUntil, type PointSettings } from './settings.js'

/** Who speaks of points, and how. */
export interface Heard {
  turn: Turn
  words: MemberWords | null
  command: PointsCommand | ReferralCommand | null
}

/** A friend as a lead comes in by its door. */
export interface GivenFriend extends Friend {
  plate: null
  source: 'referral'
  kind: Lead['kind']
  key: string
  at: number
  author: string
  owner: string | null
}

/** The door by which a recommended friend becomes a lead; the feature that has it is handed in. */
export type OpenDoor = (
  deps: { db: Db; writes: Writes; ids: Ids; vault: Vault; dealer: Batch['dealer']; now: number },
  expected: readonly GivenFriend[],
) => Promise<(given: GivenFriend) => { lead: Lead }>

/** All that a batch may need to speak of points. */
export interface Desk {
  batch: Batch
  vault: Vault
  settings: PointSettings
  ledger: Ledger
  rewards: Reward[]
  vouchers: Voucher[]
  transfers: PointTransfer[]
  people: readonly NamedCustomer[]
  customers: Map<string, Customer>
  names: Map<string, string>
  /** Accounts by which these customers may be written to. */
  accounts: (Member & { group: Group })[]
  referrals: ReferralBook
  nextRewardCode: () => number
  /** Whose points a transfer moved, and how many: more than 0 came in. */
  ownerOf(transfer: PointTransfer): string | undefined
  amountOf(transfer: PointTransfer): number
}

export const loadRewards = async ({ db }: Batch) => ({
  rewards: await db.find(Reward, { where: { removedAt: IsNull() }, order: { code: 'ASC' } }),
  nextRewardCode: await createCodes(db, Reward),
})

export async function loadPeople({ db, writes }: Batch, ids: readonly string[]) {
  const customers = [...(await db.findBy(Customer, { id: In([...ids]) })), ...writes.rows(Customer)]
  const accounts = await db.find(Member, {
    where: { customerId: In([...ids]), leftAt: IsNull(), staff: false },
    relations: { group: { account: true } },
    order: { id: 'ASC' },
  })
  return {
    customers: new Map(customers.map((each) => [each.id, each])),
    accounts: accounts as (Member & { group: Group })[],
    names: await namesOf(db, ids),
  }
}

export const nameOf = ({ names, customers }: Desk, id: string): string =>
  names.get(id) ?? customers.get(id)?.displayName ?? ''

/** Says it to a customer in private; false when none of their accounts can be written to. */
export function tell({ batch, accounts }: Desk, turn: Turn, customerId: string, text: string, dedupe: string): boolean {
  const own = accounts.filter((each) => each.customerId === customerId)
  const to =
    own.find(({ group }) => group.kind === 'private') ?? own.find(({ group }) => turn.can('directMessage', group))
  if (!to) return false
  const room = to.group.kind === 'private' ? roomOf(to.group) : { id: to.externalId, kind: 'private' as const }
  batch.send(
    turn,
    to.group,
    { type: 'say', room, text, secret: true },
    { priority: 'reply', dedupe, lifetime: 12 * HOUR },
  )
  return true
}

export const expiry = ({ settings, batch }: Desk, { now }: Turn): number | null =>
  goodUntil(settings, now, batch.dealer.zone)

type About = Pick<RowOf<Voucher>, 'customerId' | 'name'> &
  Partial<Pick<RowOf<Voucher>, 'rewardId' | 'transferId' | 'referralId'>>

/** A new voucher; its code is kept sealed. Answers the code too. */
export function issueVoucher({ batch, vault, vouchers }: Desk, { now }: Turn, about: About): string {
  const code = secretCode()
  const row = batch.writes.insert(Voucher, {
    ...{ rewardId: null, transferId: null, referralId: null, ...about },
    ...{ id: batch.ids(), code: vault.seal(code), fingerprint: vault.fingerprint(code) },
    ...{ state: 'open' as const, issuedAt: now, endedAt: null, endedBy: null },
  })
  vouchers.push(row)
  return code
}

export function endVoucher({ batch }: Desk, turn: Turn, voucher: Voucher, state: 'used' | 'cancelled'): void {
  Object.assign(voucher, { state, endedAt: turn.now, endedBy: turn.staff?.name ?? null })
  batch.writes.update(Voucher, voucher)
}
