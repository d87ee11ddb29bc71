import { DAY, HOUR } from '../../kit/clock.js'
import { dayOf } from '../../kit/zone.js'
import { Reward } from '../../store/index.js'
import { displayName, type Turn } from '../step.js'
import { type Desk, issueVoucher } from './desk.js'
import { endingBy } from './ledger/index.js'
import type { MemberWords } from './member-words.js'
import { introduceByMember } from './referrals/introduce.js'
import { rewardList } from './shop.js'

/** What a member is answered; what is theirs alone is said in private, also when they asked in the group. */
export function answerMember(desk: Desk, turn: Turn, words: MemberWords): string {
  const { say } = desk.batch
  if (words.type === 'rewards') return rewardList(desk)
  if (words.type === 'how') return say('points.how', { points: desk.settings.amounts.referral })
  if (turn.group.kind === 'private') return privately(desk, turn, words)
  if (!turn.can('directMessage')) return say('points.write_me')
  const room = { id: turn.member.externalId, kind: 'private' as const }
  const action = { type: 'say' as const, room, text: privately(desk, turn, words), secret: true }
  desk.batch.send(turn, turn.group, action, { priority: 'reply', dedupe: `points:${turn.messageId}`, lifetime: HOUR })
  return say('points.in_private')
}

function privately(desk: Desk, turn: Turn, words: MemberWords): string {
  if (words.type === 'redeem') return redeem(desk, turn, words.code)
  return words.type === 'refer' ? introduceByMember(desk, turn, words.friend) : statement(desk, turn)
}

/** 我的积分 */
function statement({ batch, vault, ledger, vouchers, settings }: Desk, turn: Turn): string {
  const { say, dealer } = batch
  const customerId = turn.member.customerId as string
  const balance = ledger.balanceOf(customerId)
  const lots = ledger.lotsOf(customerId)
  const soon = turn.now + settings.noticeDays * DAY
  const ending = endingBy(lots, soon)
  const until = Math.min(...lots.flatMap(({ expiresAt }) => expiresAt ?? []))
  const open = vouchers.filter((each) => each.customerId === customerId && each.state === 'open')
  return [
    say('points.mine', { name: displayName(turn.member), balance }),
    ...(ending ? [say('points.ending', { number: ending, day: dayOf(until, dealer.zone) })] : []),
    ...open.map((each) => say('points.voucher_line', { name: each.name, code: vault.open(each.code) })),
    say('points.mine_next'),
  ].join('\n')
}

/** 兑换: of two who want the last one, the first gets it. */
function redeem(desk: Desk, turn: Turn, code: number): string {
  const { batch, ledger, rewards } = desk
  const { say } = batch
  const customerId = turn.member.customerId as string
  const reward = rewards.find((each) => each.code === code)
  if (!reward) return say('points.no_reward', { code })
  const { name, cost } = reward
  if (reward.stock < 1) return say('points.sold_out', { name })
  const balance = ledger.balanceOf(customerId)
  if (balance < cost) return say('points.too_few', { name, cost, balance })
  const about = {
    key: `redeem:${turn.messageId}`,
    reason: 'redeem' as const,
    actor: turn.member.externalId,
    note: name,
  }
  const transfer = ledger.take(about, customerId, cost, 'redeemed')
  if (!transfer) return say('points.too_few', { name, cost, balance })
  reward.stock -= 1
  batch.writes.update(Reward, reward)
  const voucher = issueVoucher(desk, turn, { customerId, name, rewardId: reward.id, transferId: transfer.id })
  batch.audit(turn, 'points.redeemed', { reward: reward.id, transfer: transfer.id })
  return say('points.redeemed', { name, cost, code: voucher, balance: balance - cost })
}
