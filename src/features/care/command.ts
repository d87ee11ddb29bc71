import { type JourneyCommand, readJourneyCommand } from './journey-command.js'
import { KINDS, type Kind } from './settings.js'
import { WEATHER_KINDS } from './weather.js'

export type CareCommand =
  | { type: 'show' }
  | { type: 'switch'; kinds: readonly Kind[]; on: boolean }
  /** null: our own words again. */
  | { type: 'words'; kind: Kind; words: string | null }
  /** How often: of the weather, or after how long a silence. */
  | { type: 'days'; of: 'weather' | 'silent'; days: number }
  /** null: nothing changes any more. */
  | { type: 'premises'; change: { when: string; what: string } | null }
  | JourneyCommand
  | { type: 'budget'; name: string }

const WORDS: Readonly<Record<Kind, RegExp>> = {
  inspection: /^(?:年检|inspection)$/i,
  insurance: /^(?:保险|insurance)$/i,
  warranty: /^(?:质保|warranty)$/i,
  service: /^(?:保养|service)$/i,
  birthday: /^(?:生日|birthday)$/i,
  delivery: /^(?:提车|提车纪念|delivery)$/i,
  after_delivery: /^(?:提车后|after[- ]delivery)$/i,
  after_service: /^(?:保养后|after[- ]service)$/i,
  consultant: /^(?:顾问|换顾问|consultant)$/i,
  level: /^(?:等级|升级|level)$/i,
  silent: /^(?:久未联系|silent)$/i,
  financing: /^(?:贷款|financing)$/i,
  festival: /^(?:节日|festivals?)$/i,
  holiday: /^(?:长假|出行|holidays?)$/i,
  cold_snap: /^(?:降温|寒潮|cold snaps?)$/i,
  fog: /^(?:大?雾|fog)$/i,
  heat: /^(?:高温|heat)$/i,
  premises: /^(?:门店|premises)$/i,
  tips: /^(?:养车知识|小知识|tips)$/i,
  long_rain: /^(?:连阴雨|久雨|long rain)$/i,
}
/** One word for several. */
const TOGETHER: readonly [RegExp, readonly Kind[]][] = [
  [/^(?:全部|all)$/i, KINDS],
  [/^(?:天气|weather)$/i, WEATHER_KINDS],
]
const SWITCH = /^(?:关怀|care)\s+(.+?)\s*(开|关|on|off)$/i
const TEXT = /^(?:关怀|care)\s+(.+?)\s+(?:文字|words)(?:\s*[:：]\s*|\s+)([\s\S]+)$/i
const DAYS = /^(?:关怀|care)\s+(?:(天气|weather)|久未联系|silent)\s+(\d{1,3})\s*(?:天|days?)$/i
const PREMISES = /^(?:关怀|care)\s+(?:门店|premises)\s+(?:(取消|none)|(\S*\d\S*)\s+(?!文字|words)([\s\S]+))$/i
const BUDGET = /^(?:联系预算|contact budget)\s+@?(\S+)$/i

const kindsOf = (word: string): readonly Kind[] =>
  TOGETHER.find(([called]) => called.test(word))?.[1] ?? KINDS.filter((kind) => WORDS[kind].test(word))

/** `关怀`, `关怀 生日 开`, `关怀 生日 文字 【称呼】，生日快乐`, `关怀 生日 文字 默认`, `关怀 天气 10天`, `联系预算 老周`. */
export function readCareCommand(said: string): CareCommand | null {
  const text = said.trim()
  if (/^(?:关怀|care)$/i.test(text)) return { type: 'show' }
  const name = BUDGET.exec(text)?.[1]
  if (name) return { type: 'budget', name }
  const journey = readJourneyCommand(text)
  if (journey) return journey
  const [, weather, days] = DAYS.exec(text) ?? []
  if (days) return { type: 'days', of: weather ? 'weather' : 'silent', days: Number(days) }
  const [, none, when, what = ''] = PREMISES.exec(text) ?? []
  if (none) return { type: 'premises', change: null }
  if (when) return { type: 'premises', change: { when, what: what.trim() } }
  const [, of = '', words] = TEXT.exec(text) ?? []
  const [written, ...others] = kindsOf(of)
  if (words && written && !others.length)
    return { type: 'words', kind: written, words: /^(?:默认|default)$/i.test(words.trim()) ? null : words.trim() }
  const [, which = '', state] = SWITCH.exec(text) ?? []
  const kinds = kindsOf(which)
  return state && kinds.length ? { type: 'switch', kinds, on: /^(?:开|on)$/i.test(state) } : null
}
