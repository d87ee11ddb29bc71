import { PLATFORMS } from '../settings.js'

/** What becomes of broadcasts that are under way; without a number the newest one is meant. */
export type ManageCommand =
  | { type: 'list' }
  | { type: 'report' | 'targets' | 'pause' | 'resume' | 'stop' | 'resend'; code: number | null }
  | { type: 'tags'; body: string }
  | { type: 'per_day'; platform: (typeof PLATFORMS)[number]; number: number }
  | { type: 'per_week'; number: number }

const ACTS: readonly [RegExp, Extract<ManageCommand, { code: number | null }>['type']][] = [
  [/^(?:群发结果|群发报告|broadcast report)/i, 'report'],
  [/^(?:群发明细|broadcast targets)/i, 'targets'],
  [/^(?:暂停群发|pause broadcast)/i, 'pause'],
  [/^(?:继续群发|resume broadcast)/i, 'resume'],
  [/^(?:停止群发|stop broadcast)/i, 'stop'],
  [/^(?:补发|重发失败|resend broadcast)/i, 'resend'],
]
const LIST = /^(?:群发进度|群发列表|broadcasts)$/i
const TAGS = /^(?:群标签|group tags?)(?:\s+([\s\S]+))?$/i
const PER_DAY = /^(?:群发额度|broadcast budget)\s*(\S+?)\s*(\d{1,6})$/i
const PER_WEEK = /^(?:群打扰上限|group budget)\s*(\d{1,2})$/i
const NAMES: Record<(typeof PLATFORMS)[number], RegExp> = {
  sandbox: /^(?:体验群|sandbox)$/i,
  qq: /^qq$/i,
  wechat: /^(?:微信|wechat)$/i,
  telegram: /^(?:telegram|tg|电报)$/i,
}

/** `群发进度`, `群发结果 12`, `暂停群发 12`, `补发 12`, `群标签 @一群 +自驾`, `群发额度 微信 500`. */
export function readManage(said: string): ManageCommand | null {
  const text = said.trim()
  if (LIST.test(text)) return { type: 'list' }
  const tags = TAGS.exec(text)
  if (tags) return { type: 'tags', body: (tags[1] ?? '').trim() }
  const [, name = '', number] = PER_DAY.exec(text) ?? []
  const platform = PLATFORMS.find((each) => NAMES[each].test(name))
  if (platform) return { type: 'per_day', platform, number: Number(number) }
  const week = PER_WEEK.exec(text)?.[1]
  if (week) return { type: 'per_week', number: Number(week) }
  for (const [verb, type] of ACTS) {
    const rest = /^\s*[#＃]?\s*(\d{1,9})?\s*$/.exec(text.replace(verb, ''))
    if (verb.test(text) && rest) return { type, code: rest[1] ? Number(rest[1]) : null }
  }
  return null
}
