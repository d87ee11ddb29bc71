import { dayOf } from '../../kit/zone.js'
import { EARN_REASONS, type PointTransfer } from '../../store/index.js'
import type { NamedCustomer } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import type { Turn } from '../step.js'
import type { PointsCommand } from './command.js'
import { type Desk, expiry, nameOf } from './desk.js'
import { givenKey } from './given-key.js'
import { one } from './one-customer.js'
import { giftOf } from './settings.js'
import { rewardList, stock, voucher } from './shop.js'

const SHOWN = 8
type Of<T extends PointsCommand['type']> = Extract<PointsCommand, { type: T }>

const NEEDS: Record<PointsCommand['type'], 'points.read' | 'points.edit' | 'points.use'> = {
  ...{ rules: 'points.read', rewards: 'points.read', usage: 'points.read', show: 'points.read' },
  ...{ amount: 'points.edit', months: 'points.edit', notice: 'points.edit', gift: 'points.edit' },
  ...{ add_reward: 'points.edit', restock: 'points.edit', remove_reward: 'points.edit' },
  ...{ reverse: 'points.edit', by_hand: 'points.edit' },
  ...{ use: 'points.use', cancel: 'points.use', earn: 'points.use' },
}

/** Does what a colleague wants of points, and says what came of it. */
export function carryOut(desk: Desk, turn: Turn, command: PointsCommand): string {
  const { say } = desk.batch
  if (!may(turn.staff, NEEDS[command.type])) return refuse(desk.batch, turn, { needs: NEEDS[command.type] })
  switch (command.type) {
    case 'rules':
      return rules(desk)
    case 'usage':
      return say('points.usage')
    case 'amount':
    case 'months':
    case 'notice':
    case 'gift':
      return change(desk, turn, command)
    case 'rewards':
      return rewardList(desk)
    case 'add_reward':
    case 'restock':
    case 'remove_reward':
      return stock(desk, turn, command)
    case 'use':
    case 'cancel':
      return voucher(desk, turn, command)
    case 'reverse':
      return reverse(desk, turn, command.code)
    default: {
      const person = one(desk, command.name)
      if (typeof person === 'string') return person
      if (command.type === 'show') return show(desk, turn, person)
      return command.type === 'earn' ? earn(desk, turn, person, command) : byHand(desk, turn, person, command)
    }
  }
}

function rules({ batch: { say }, settings }: Desk): string {
  const { amounts, months, noticeDays } = settings
  return [
    say('points.rules'),
    ...EARN_REASONS.map((reason) =>
      say('points.rule', { reason: say(`points.reason.${reason}`), points: amounts[reason] }),
    ),
    say('points.rule_gift', { gift: giftOf(say, settings) ?? say('points.no_gift') }),
    months ? say('points.rule_months', { months, days: noticeDays }) : say('points.rule_for_ever'),
  ].join('\n')
}

function change(desk: Desk, turn: Turn, command: Of<'amount'> | Of<'months'> | Of<'notice'> | Of<'gift'>): string {
  const { batch, settings } = desk
  if (command.type === 'amount') settings.amounts[command.reason] = Math.min(command.amount, 1_000_000)
  else if (command.type === 'months') settings.months = Math.min(command.number, 120)
  else if (command.type === 'notice') settings.noticeDays = Math.min(Math.max(command.number, 1), 180)
  else settings.gift = command.name
  batch.audit(turn, 'points.configured', { ...command })
  return rules(desk)
}

function show({ batch, ledger, vouchers }: Desk, _turn: Turn, { customerId, name }: NamedCustomer): string {
  const { say, dealer } = batch
  const open = vouchers.filter((each) => each.customerId === customerId && each.state === 'open')
  const lines = ledger
    .linesOf(customerId)
    .slice(-SHOWN)
    .map(({ transfer, amount }) =>
      say('points.line', {
        ...{ code: transfer.code, day: dayOf(transfer.at, dealer.zone), note: transfer.note },
        reason: say(`points.reason.${transfer.reason}`),
        amount: amount > 0 ? `+${amount}` : amount,
      }),
    )
  const title = say('points.of', { name, balance: ledger.balanceOf(customerId) })
  return [title, ...lines, ...open.map((each) => say('points.open_voucher', { name: each.name }))].join('\n')
}

/** 加分 老周 保养: by the rule, once a day for the same. */
function earn(desk: Desk, turn: Turn, { customerId, name }: NamedCustomer, { reason, note }: Of<'earn'>): string {
  const { batch, settings, ledger } = desk
  const points = settings.amounts[reason]
  if (!points) return batch.say('points.rule_off', { reason: batch.say(`points.reason.${reason}`) })
  const key = givenKey({ reason, note }, customerId, turn, batch.dealer.zone)
  const about = { key, reason, actor: turn.member.externalId, note }
  const given = ledger.give(about, customerId, points, expiry(desk, turn))
  return given ? gave(desk, turn, given, customerId, name, points) : batch.say('points.given_before', { name })
}

function byHand(desk: Desk, turn: Turn, { customerId, name }: NamedCustomer, { amount, note }: Of<'by_hand'>): string {
  const { batch, ledger } = desk
  const about = { key: `by_hand:${turn.messageId}`, reason: 'by_hand' as const, actor: turn.member.externalId, note }
  const done =
    amount > 0
      ? ledger.give(about, customerId, amount, expiry(desk, turn))
      : ledger.take(about, customerId, -amount, 'issued')
  if (!done) return batch.say('points.not_so_many', { name, balance: ledger.balanceOf(customerId) })
  return gave(desk, turn, done, customerId, name, amount)
}

function gave(
  { batch, ledger }: Desk,
  turn: Turn,
  { id, code }: PointTransfer,
  customerId: string,
  name: string,
  points: number,
): string {
  batch.audit(turn, 'points.given', { transfer: id, points })
  const balance = ledger.balanceOf(customerId)
  return batch.say('points.given', { name, points: points > 0 ? `+${points}` : points, balance, code })
}

/** 冲正: nothing is ever changed, only taken back by a movement of its own. */
function reverse(desk: Desk, turn: Turn, code: number): string {
  const { batch, ledger } = desk
  const { say } = batch
  const transfer = desk.transfers.find((each) => each.code === code)
  const customerId = transfer && desk.ownerOf(transfer)
  if (!transfer || !customerId) return say('points.no_transfer', { code })
  if (!REVERSIBLE.has(transfer.reason)) return say('points.not_reversible', { code })
  const amount = desk.amountOf(transfer)
  const done = ledger.reverse(transfer, { customerId, amount }, turn.member.externalId, expiry(desk, turn))
  if (!done) return say('points.reversed_before', { code })
  batch.audit(turn, 'points.reversed', { transfer: transfer.id, ...done })
  const balance = ledger.balanceOf(customerId)
  const text = say('points.reversed', { code, name: nameOf(desk, customerId), points: done.moved, balance })
  return done.missing ? `${text}\n${say('points.missing', { points: done.missing })}` : text
}

/** A redemption is taken back with its voucher; what ended or moved to another account stands. */
const REVERSIBLE = new Set<PointTransfer['reason']>([...EARN_REASONS, 'by_hand'])
