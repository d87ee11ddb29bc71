import { friendlyTime } from '../../kit/zone.js'
import { Reward } from '../../store/index.js'
import type { Turn } from '../step.js'
import type { PointsCommand } from './command.js'
import { type Desk, endVoucher, expiry, nameOf } from './desk.js'

type Of<T extends PointsCommand['type']> = Extract<PointsCommand, { type: T }>

export function rewardList({ batch: { say }, rewards }: Desk): string {
  if (!rewards.length) return say('points.no_rewards')
  const lines = rewards.map(({ code, name, cost, stock }) => say('points.reward_line', { code, name, cost, stock }))
  return [say('points.rewards'), ...lines].join('\n')
}

/** What points buy, and how many of it. */
export function stock(desk: Desk, turn: Turn, command: Of<'add_reward'> | Of<'restock'> | Of<'remove_reward'>): string {
  const { batch, rewards } = desk
  const { say } = batch
  if (command.type === 'add_reward') {
    const { name, cost, stock } = command
    if (cost < 1) return say('points.usage')
    const row = {
      id: batch.ids(),
      code: desk.nextRewardCode(),
      name,
      cost,
      stock,
      createdAt: turn.now,
      removedAt: null,
    }
    rewards.push(batch.writes.insert(Reward, row))
    batch.audit(turn, 'points.reward', { reward: row.id, cost, stock })
    return rewardList(desk)
  }
  const index = rewards.findIndex(({ code }) => code === command.code)
  const reward = rewards[index]
  if (!reward) return say('points.no_reward', { code: command.code })
  if (command.type === 'restock') reward.stock += command.number
  else {
    reward.removedAt = turn.now
    rewards.splice(index, 1)
  }
  batch.writes.update(Reward, reward)
  batch.audit(turn, 'points.reward', { reward: reward.id, stock: reward.stock, removed: reward.removedAt !== null })
  return rewardList(desk)
}

/** 核销, 取消兑换: each code once, also when two type it at the same time. */
export function voucher(desk: Desk, turn: Turn, command: Extract<PointsCommand, { voucher: string }>): string {
  const { batch, vault, rewards, ledger } = desk
  const { say, dealer } = batch
  const print = vault.fingerprint(command.voucher)
  const found = desk.vouchers.find((each) => each.fingerprint === print)
  if (!found) return say('points.no_voucher')
  const name = nameOf(desk, found.customerId)
  if (found.state !== 'open')
    return say(`points.voucher_${found.state}`, {
      ...{ gift: found.name, by: found.endedBy ?? '' },
      time: friendlyTime(found.endedAt ?? turn.now, dealer.zone, dealer.locale),
    })
  const paid = desk.transfers.find(({ id }) => id === found.transferId)
  endVoucher(desk, turn, found, command.type === 'use' ? 'used' : 'cancelled')
  batch.audit(turn, command.type === 'use' ? 'points.voucher_used' : 'points.voucher_cancelled', { voucher: found.id })
  if (command.type === 'use') return say('points.used', { name, gift: found.name })
  const reward = rewards.find(({ id }) => id === found.rewardId)
  if (reward) {
    reward.stock += 1
    batch.writes.update(Reward, reward)
  }
  const whose = paid && { customerId: found.customerId, amount: desk.amountOf(paid) }
  const back = whose && ledger.reverse(paid, whose, turn.member.externalId, expiry(desk, turn))
  return say('points.cancelled', { name, gift: found.name, points: back?.moved ?? 0 })
}
