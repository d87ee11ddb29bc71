import { In, IsNull, Not } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import { lock, PointEntry, PointTransfer, Voucher } from '../../store/index.js'
import { findNamedCustomers } from '../named-customers.js'
import { may } from '../permissions.js'
import type { Batch } from '../step.js'
import { type Desk, type Heard, loadPeople, loadRewards, type OpenDoor } from './desk.js'
import { givenKey } from './given-key.js'
import { openLedger, POINTS_LOCK, reversalKey } from './ledger/index.js'
import type { Friend } from './member-words.js'
import { givenFriend, openReferrals } from './referrals/book.js'
import { readPointSettings } from './settings.js'

export const friendIn = ({ words, command }: Heard): Friend | null =>
  words?.type === 'refer' ? words.friend : command?.type === 'introduce' ? command.friend : null

const nameIn = ({ command }: Heard): string[] => {
  if (!command) return []
  if ('who' in command) return [command.who]
  if (command.type === 'introduce') return [command.referrer]
  return command.type === 'show' || command.type === 'earn' || command.type === 'by_hand' ? [command.name] : []
}

/** Reads all that these turns speak of. Until the transaction ends nobody else moves points, vouchers or referrals. */
export async function openDesk(batch: Batch, vault: Vault, openDoor: OpenDoor, heard: readonly Heard[]): Promise<Desk> {
  const { db, writes, ids, dealer } = batch
  const now = Math.max(...heard.map(({ turn }) => turn.now))
  await lock(db, [POINTS_LOCK])
  const friends = heard.flatMap((one) => {
    const friend = friendIn(one)
    return friend && (one.words || may(one.turn.staff, 'referrals.add')) ? [givenFriend(one.turn, friend)] : []
  })
  const take = friends.length ? await openDoor({ db, writes, ids, vault, dealer, now }, friends) : null

  const commands = heard.flatMap(({ command }) => command ?? [])
  const people = await findNamedCustomers(db, heard.flatMap(nameIn))
  const speakers = heard.flatMap(({ turn, words }) => (words ? (turn.member.customerId ?? []) : []))
  const spokenOf = [...new Set([...speakers, ...people.map(({ customerId }) => customerId)])]
  const referrals = await openReferrals({
    batch,
    take,
    phones: friends.map(({ phone }) => vault.fingerprint(phone)),
    customerIds: spokenOf,
    codes: commands.flatMap((command) =>
      'who' in command && /^\d{1,9}$/.test(command.who) ? [Number(command.who)] : [],
    ),
  })
  const buyers = referrals.leads.map((lead) => lead.customerId)
  const showsAll = commands.some(({ type }) => type === 'board')
  const sides = referrals.all
    .filter(
      ({ friendId, referrerId }) =>
        showsAll || [friendId, referrerId].some((id) => spokenOf.includes(id) || buyers.includes(id)),
    )
    .flatMap(({ friendId, referrerId }) => [friendId, referrerId])

  const prints = commands.flatMap((command) => ('voucher' in command ? [vault.fingerprint(command.voucher)] : []))
  const concerned = [...new Set([...spokenOf, ...buyers, ...sides])]
  const vouchers = await db.find(Voucher, {
    where: [{ customerId: In(concerned) }, { fingerprint: In(prints) }],
    order: { id: 'ASC' },
  })
  const transfers = await db.findBy(PointTransfer, [
    {
      id: In(
        vouchers.filter((each) => prints.includes(each.fingerprint)).flatMap(({ transferId }) => transferId ?? []),
      ),
    },
    { code: In(commands.flatMap((command) => (command.type === 'reverse' ? [command.code] : []))) },
  ])
  const entries = transfers.length
    ? await db.find(PointEntry, {
        where: { transferId: In(transfers.map(({ id }) => id)), account: { customerId: Not(IsNull()) } },
        relations: { account: true },
      })
    : []
  const customerIds = [
    ...concerned,
    ...vouchers.map(({ customerId }) => customerId),
    ...entries.flatMap(({ account }) => account?.customerId ?? []),
  ]
  const earned = heard.flatMap(({ turn, command }) =>
    command?.type === 'earn' ? people.map(({ customerId }) => givenKey(command, customerId, turn, dealer.zone)) : [],
  )
  const reversals = [...transfers, ...referrals.paid.map(({ transfer }) => transfer)].map(({ id }) => reversalKey(id))
  const entryOf = ({ id }: PointTransfer) => entries.find(({ transferId }) => transferId === id)
  return {
    ...{ batch, vault, people, vouchers, transfers, referrals },
    settings: await readPointSettings(db),
    ledger: await openLedger({ db, writes, ids, now }, customerIds, [...earned, ...reversals]),
    ...(await loadRewards(batch)),
    ...(await loadPeople(batch, customerIds)),
    ownerOf: (transfer) => entryOf(transfer)?.account?.customerId ?? undefined,
    amountOf: (transfer) => entryOf(transfer)?.amount ?? 0,
  }
}
