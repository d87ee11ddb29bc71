import type { LeadLevel } from '../../../store/index.js'

export const LOST_REASONS = ['price', 'competitor', 'service', 'financing', 'no_need', 'other'] as const
export type LostReason = (typeof LOST_REASONS)[number]

/** What a member of staff says about a lead that is being followed. */
export type FollowUpCommand =
  | { type: 'mine' }
  | { type: 'contacted'; code: number; note: string }
  | { type: 'next'; code: number; when: string }
  | { type: 'level'; code: number; level: LeadLevel; reason: string | null }
  | { type: 'won' | 'out_of_reach'; code: number }
  | { type: 'lost'; code: number; reason: LostReason | null }
  | { type: 'callback'; code: number; wants: boolean }

const NUMBER = '(?:线索|lead)?\\s*[#＃]?\\s*(\\d+)'
const END = '[。!！～~\\s]*$'
const MINE = /^(?:我的线索|我的客户|my leads)$/i
const CONTACTED = new RegExp(`^(?:跟进|联系|记录|note)\\s*${NUMBER}\\s*(?:号)?[\\s:：，,]+([\\s\\S]+)$`, 'i')
const CONTACTED_AFTER = new RegExp(`^${NUMBER}\\s*(?:号)?\\s*(?:跟进|联系了?|记录)[\\s:：，,]+([\\s\\S]+)$`, 'i')
const NEXT = new RegExp(`^(?:下次|约|next)\\s*${NUMBER}[\\s:：，,]+(.+)$`, 'i')
const LEVEL = new RegExp(
  `^(?:改级?|调级|level)\\s*${NUMBER}\\s*(?:改?成?|为)?\\s*([HABC])\\s*级?(?:[\\s:：，,]+(.+))?${END}`,
  'i',
)
const LEVEL_AFTER = new RegExp(`^${NUMBER}\\s*改\\s*成?\\s*([HABC])\\s*级?(?:[\\s:：，,]+(.+))?${END}`, 'i')
const WON = new RegExp(`^(?:成交|订了|won)\\s*${NUMBER}${END}`, 'i')
const OUT = new RegExp(`^(?:失控|联系不上|out of reach)\\s*${NUMBER}${END}`, 'i')
const LOST = new RegExp(`^(?:战败|丢单|lost)\\s*${NUMBER}(?:[\\s:：，,]+(.+))?$`, 'i')
const CALLBACK = new RegExp(`^(?:回访|callback)\\s*${NUMBER}[\\s:：，,]*(.+)$`, 'i')
const BUTTON = /^lead:(won|lost|out_of_reach|confirmed|reopen):(\d+)(?::(\w+))?$/

const REASON_WORDS: [RegExp, LostReason][] = [
  [/价|贵|便宜|优惠|price/i, 'price'],
  [/竞品|别的牌子|别家|其他品牌|买了别|competitor/i, 'competitor'],
  [/服务|态度|售后|service/i, 'service'],
  [/贷|首付|金融|征信|financ/i, 'financing'],
  [/不需要|不买了|暂时不|没需求|不换了|no need/i, 'no_need'],
]
const STILL_WANTS = /还想|还要|有意向|没放弃|想买|reopen|still/i

/** What the words give as the reason; other when they give none that we know, null without words. */
export const reasonOf = (words: string | undefined): LostReason | null =>
  words ? (REASON_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other') : null

/** `跟进 12 聊了试驾，下周三来`, `下次 12 后天下午`, `12 改 A级`, `成交 12`, `战败 12 价格`, `失控 12`, `回访 12 属实`, or a button. */
export function readFollowUp(said: string): FollowUpCommand | null {
  const text = said.trim()
  if (MINE.test(text)) return { type: 'mine' }
  const [, pressed, number, reason] = BUTTON.exec(text) ?? []
  if (pressed) return fromButton(pressed, Number(number), reason)
  const contacted = CONTACTED.exec(text) ?? CONTACTED_AFTER.exec(text)
  if (contacted) return { type: 'contacted', code: Number(contacted[1]), note: contacted[2] as string }
  const next = NEXT.exec(text)
  if (next) return { type: 'next', code: Number(next[1]), when: next[2] as string }
  const level = LEVEL.exec(text) ?? LEVEL_AFTER.exec(text)
  if (level) {
    const to = level[2]?.toUpperCase() as LeadLevel
    return { type: 'level', code: Number(level[1]), level: to, reason: level[3]?.trim() || null }
  }
  const won = WON.exec(text)?.[1]
  if (won) return { type: 'won', code: Number(won) }
  const out = OUT.exec(text)?.[1]
  if (out) return { type: 'out_of_reach', code: Number(out) }
  const lost = LOST.exec(text)
  if (lost) return { type: 'lost', code: Number(lost[1]), reason: reasonOf(lost[2]) }
  const callback = CALLBACK.exec(text)
  return callback ? { type: 'callback', code: Number(callback[1]), wants: STILL_WANTS.test(callback[2] ?? '') } : null
}

function fromButton(pressed: string, code: number, reason: string | undefined): FollowUpCommand {
  if (pressed === 'confirmed' || pressed === 'reopen') return { type: 'callback', code, wants: pressed === 'reopen' }
  if (pressed === 'lost') return { type: 'lost', code, reason: LOST_REASONS.find((each) => each === reason) ?? null }
  return { type: pressed as 'won' | 'out_of_reach', code }
}
