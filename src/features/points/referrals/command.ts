import { type Friend, readFriend } from '../member-words.js'

/** What the staff say of referrals and deliveries. */
export type ReferralCommand =
  | { type: 'board' | 'how_to' }
  | { type: 'introduce'; referrer: string; friend: Friend }
  /** Name of the customer whose car was handed over, or whose order fell; or the number of the lead. */
  | { type: 'delivered' | 'fell'; who: string }

const BOARD = /^(?:转介绍(?:榜|列表|排行)?|一拖[Xx几]|referrals)$/i
const INTRODUCE = /^(?:转介绍|refer)\s+@?(\S{1,30})\s*(?:→|->|=>|介绍了?|推荐了?|to)\s*(.+)$/i
const DELIVERED = /^(?:交车|已交车|delivered)(?:\s*[#＃]\s*|\s+|(?=\d))(\S{1,30})$/i
const FELL = /^(?:退单|退订|order fell)(?:\s*[#＃]\s*|\s+|(?=\d))(\S{1,30})$/i

/** `转介绍 老周 → 李先生 13900002222`, `交车 李先生`, `退单 李先生`, `转介绍榜`. */
export function readReferral(said: string): ReferralCommand | null {
  const text = said.normalize('NFKC').trim()
  if (BOARD.test(text)) return { type: 'board' }
  const [, referrer, rest] = INTRODUCE.exec(text) ?? []
  const friend = rest ? readFriend(rest) : null
  if (referrer && friend) return { type: 'introduce', referrer, friend }
  const delivered = DELIVERED.exec(text)?.[1]
  if (delivered) return { type: 'delivered', who: delivered.replace(/^@/, '') }
  const fell = FELL.exec(text)?.[1]
  if (fell) return { type: 'fell', who: fell.replace(/^@/, '') }
  return /^(?:转介绍\s|refer\s)/i.test(text) ? { type: 'how_to' } : null
}
