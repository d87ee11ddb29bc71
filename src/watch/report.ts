import { In, Not } from 'typeorm'
import type { Vault } from '../kit/crypto.js'
import type { Capability, Channel, ChannelKind, ChannelProblem, ChannelState } from '../message/index.js'
import { waiting } from '../outbox/index.js'
import { AccountState, ChannelAccount, type Db, Group, OutboxItem, type Presence } from '../store/index.js'

/** In the order in which people are shown them. */
const CAPABILITIES: readonly Capability[] = [
  'recall',
  'mute',
  'kick',
  'setCard',
  'announce',
  'approveJoin',
  'acceptInvitation',
  'leave',
  'buttons',
  'mention',
  'listMembers',
  'directMessage',
]

/** Everything that an operator wants to know of an account. Instants are UTC epoch ms. */
export interface AccountReport {
  kind: ChannelKind
  account: string
  /** null: the bot has never run with this account. */
  state: ChannelState | null
  since: number | null
  problem: ChannelProblem | null
  lastEventAt: number | null
  /** Outgoing actions that wait for their turn. */
  waiting: number
  /** The groups that it has heard of, staff rooms among them. */
  rooms: { id: string; name: string; staff: boolean; presence: Presence }[]
  /** What the QR code says that waits to be scanned. It logs the account in. */
  loginCode: string | null
  capabilities: { name: Capability; able: boolean }[]
}

/** The accounts as the bot last saw them; it need not be running. */
export async function reportAccounts(
  db: Db,
  vault: Vault,
  channels: readonly Pick<Channel, 'kind' | 'account' | 'capabilities'>[],
): Promise<AccountReport[]> {
  const accounts = await db.find(ChannelAccount)
  const states = new Map((await db.find(AccountState)).map((row) => [row.id, row]))
  const rooms = await db.findBy(Group, { kind: Not('private'), accountId: In(accounts.map((each) => each.id)) })
  const reports: AccountReport[] = []
  for (const { kind, account, capabilities } of channels) {
    const id = accounts.find((each) => each.channel === kind && each.account === account)?.id
    const row = id === undefined ? undefined : states.get(id)
    reports.push({
      kind,
      account,
      state: row?.state ?? null,
      since: row?.since ?? null,
      problem: row?.problem ?? null,
      lastEventAt: row?.lastEventAt ?? null,
      waiting: id === undefined ? 0 : await db.countBy(OutboxItem, { accountId: id, state: waiting }),
      rooms: rooms
        .filter((room) => room.accountId === id)
        .map((room) => ({
          id: room.externalId,
          name: room.name,
          staff: room.kind === 'staff',
          presence: room.presence,
        })),
      loginCode: row?.loginCode ? vault.open(row.loginCode) : null,
      capabilities: CAPABILITIES.map((name) => ({ name, able: capabilities.has(name) })),
    })
  }
  return reports
}
