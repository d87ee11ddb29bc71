import { SECRET_CODE, spellCode } from '../../kit/secret-code.js'
import type { EarnReason } from '../../store/index.js'

/** What the staff want of points, rewards and vouchers. */
export type PointsCommand =
  | { type: 'rules' | 'rewards' | 'usage' }
  | { type: 'amount'; reason: EarnReason; amount: number }
  | { type: 'months'; number: number }
  | { type: 'notice'; number: number }
  | { type: 'gift'; name: string | null }
  | { type: 'add_reward'; name: string; cost: number; stock: number }
  | { type: 'restock'; code: number; number: number }
  | { type: 'remove_reward'; code: number }
  | { type: 'reverse'; code: number }
  | { type: 'use' | 'cancel'; voucher: string }
  | { type: 'show'; name: string }
  | { type: 'earn'; name: string; reason: EarnReason; note: string }
  | { type: 'by_hand'; name: string; amount: number; note: string }

const RULES = /^(?:积分规则|points? rules)(?:\s+(.+))?$/i
const REASONS: readonly [RegExp, EarnReason][] = [
  [/^(?:转介绍|推荐|介绍|referral)$/i, 'referral'],
  [/^(?:复购|增换购|置换|增购|再购|repurchase)$/i, 'repurchase'],
  [/^(?:保养|维修|服务|进店|回店|到店|service)$/i, 'service'],
  [/^(?:活动|参加活动|activity)$/i, 'activity'],
  [/^(?:生日|birthday)$/i, 'birthday'],
]
const MONTHS =
  /^(?:有效期|valid)\s*(?:(\d{1,3})\s*(?:个?月|months?)|(\d{1,2})\s*(?:年|years?)|(不过期|永久|长期|forever))$/i
const NOTICE = /^(?:提醒|到期提醒|notice)\s*(?:提前)?\s*(\d{1,3})\s*(?:天|days?)$/i
const GIFT = /^(?:礼券|赠券|gift)\s*(.{1,40})$/i
const NO_GIFT = /^(?:不送|没有|无|none)$/i
const AMOUNT = /^(\S+?)\s*(\d{1,7})\s*(?:分|points?)?$/i
const REWARDS = /^(?:奖品|奖品列表|积分商城|rewards)$/i
const ADD =
  /^(?:奖品\s*(?:加|添加|新增|上架)|rewards? add)\s+(.{1,40}?)[\s,，]+(\d{1,7})\s*(?:积?分|points?)[\s,，]*(\d{1,6})\s*(?:张|份|个|件|次|pieces?)?$/i
const RESTOCK = /^(?:奖品|rewards?)\s*[#＃]?(\d+)\s*(?:补货|加|restock)\s*(\d{1,6})\s*(?:张|份|个|件|次|pieces?)?$/i
const REMOVE = /^(?:奖品|rewards?)\s*[#＃]?(\d+)\s*(?:下架|删除|remove)$/i
const VOUCHER = new RegExp(`^(核销|取消兑换|use voucher|cancel voucher)\\s*[:：]?\\s*(${SECRET_CODE})$`, 'i')
const REVERSE = /^(?:冲正|reverse points?)\s*[#＃]?(\d+)$/i
const GIVE = /^(?:加分|give points?)\s+(\S+)\s+(\S+)(?:\s+(.+))?$/i
const SHOW = /^(?:积分|points)\s+@?(\S{1,30})$/i

const reasonOf = (word: string): EarnReason | null => REASONS.find(([words]) => words.test(word))?.[1] ?? null

/** `积分规则 转介绍 6000`, `奖品 加 机油保养券 3000分 20张`, `核销 7KQM-2X9D`, `加分 老周 保养`, `积分 老周`, `冲正 12`. */
export function readPoints(said: string): PointsCommand | null {
  const text = said.normalize('NFKC').trim()
  const rules = RULES.exec(text)
  if (rules) return rules[1] ? readRule(rules[1].trim()) : { type: 'rules' }
  if (REWARDS.test(text)) return { type: 'rewards' }
  const [, reward, cost, stock] = ADD.exec(text) ?? []
  if (reward) return { type: 'add_reward', name: reward.trim(), cost: Number(cost), stock: Number(stock) }
  const [, filled, number] = RESTOCK.exec(text) ?? []
  if (filled) return { type: 'restock', code: Number(filled), number: Number(number) }
  const removed = REMOVE.exec(text)?.[1]
  if (removed) return { type: 'remove_reward', code: Number(removed) }
  const [, verb, voucher] = VOUCHER.exec(text) ?? []
  if (verb && voucher) return { type: /^(?:核销|use)/i.test(verb) ? 'use' : 'cancel', voucher: spellCode(voucher) }
  const reversed = REVERSE.exec(text)?.[1]
  if (reversed) return { type: 'reverse', code: Number(reversed) }
  const [, name, what, note = ''] = GIVE.exec(text) ?? []
  if (name && what) return readGiven(name.replace(/^@/, ''), what, note.trim())
  const shown = SHOW.exec(text)?.[1]
  if (shown) return { type: 'show', name: shown }
  return /^(?:奖品|rewards?|加分|give points?|核销|use voucher|冲正)(?:\s|$)/i.test(text) ? { type: 'usage' } : null
}

function readRule(words: string): PointsCommand {
  const [, months, years, forever] = MONTHS.exec(words) ?? []
  if (months || years || forever) return { type: 'months', number: months ? Number(months) : Number(years ?? 0) * 12 }
  const days = NOTICE.exec(words)?.[1]
  if (days) return { type: 'notice', number: Number(days) }
  const gift = GIFT.exec(words)?.[1]?.trim()
  if (gift) return { type: 'gift', name: NO_GIFT.test(gift) ? null : gift }
  const [, word = '', amount] = AMOUNT.exec(words) ?? []
  const reason = reasonOf(word)
  return reason && amount ? { type: 'amount', reason, amount: Number(amount) } : { type: 'usage' }
}

/** By the rule of a reason, or so many by hand; these need a word of why. */
function readGiven(name: string, what: string, note: string): PointsCommand {
  const reason = reasonOf(what)
  // Referrals and repurchases are paid by the delivery.
  if (reason === 'service' || reason === 'activity') return { type: 'earn', name, reason, note }
  const amount = /^(-?\d{1,6})(?:积?分|points?)?$/i.exec(what)?.[1]
  return amount && Number(amount) !== 0 && note
    ? { type: 'by_hand', name, amount: Number(amount), note }
    : { type: 'usage' }
}
