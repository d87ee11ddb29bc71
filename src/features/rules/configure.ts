import type { RuleMode, RuleName } from '../../store/index.js'

/** What a member of staff wants of the rules of a group. Without a name it is the only group. */
export type ConfigureCommand =
  | { type: 'show'; group: string | null }
  | { type: 'mode'; rule: RuleName; mode: RuleMode; group: string | null }
  | { type: 'watch'; days: number; group: string | null }
  | { type: 'replay'; days: number; group: string | null }
  | { type: 'allow'; site: string; group: string | null }

const RULE_WORDS: [RegExp, RuleName][] = [
  [/^(?:广告|发广告|ads?)$/i, 'ad'],
  [/^(?:违规|违法|违规内容|illegal)$/i, 'illegal'],
  [/^(?:骂人|辱骂|吵架|言语过激|abuse)$/i, 'abuse'],
  [/^(?:售后价格?|谈价|服务价格|service price)$/i, 'service_price'],
  [/^(?:刷屏|flood)$/i, 'flood'],
  [/^(?:重复|复读|repeat)$/i, 'repeat'],
  [/^(?:链接|名片|外链|links?)$/i, 'link'],
]
const MODE_WORDS: [RegExp, RuleMode][] = [
  [/^(?:开|开启|打开|on)$/i, 'on'],
  [/^(?:观察|只看|watch)$/i, 'watch'],
  [/^(?:关|关闭|off)$/i, 'off'],
]

const COMMAND = /^(?:群规|rules)(?:\s+([\s\S]+))?$/i
const GROUP = /\s*[@＠](.+)$/
const WATCH = /^(?:观察|watch)\s*(\d{1,2})\s*(?:天|days?)$/i
const START = /^(?:正式执行|全部开启|开始执行|start)$/i
const REPLAY = /^(?:预演|replay)(?:\s*(\d{1,3})\s*(?:天|days?))?$/i
const ALLOW = /^(?:放行|允许|allow)\s*(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:\/\S*)?$/i
const MODE = /^(.+?)\s*(开启?|打开|观察|只看|关闭?|on|off|watch)$/i

const wordOf = <T>(words: readonly [RegExp, T][], text: string | undefined): T | undefined =>
  words.find(([pattern]) => pattern.test(text?.trim() ?? ''))?.[1]

/** `群规`, `群规 广告 观察`, `群规 观察 7天`, `群规 正式执行`, `群规 预演 30天`, `群规 放行 example.com`, each with `@群名` behind it. */
export function readConfigure(said: string): ConfigureCommand | null {
  const found = COMMAND.exec(said.trim())
  if (!found) return null
  const group = GROUP.exec(found[1] ?? '')?.[1]?.trim() ?? null
  const words = (found[1] ?? '').replace(GROUP, '').trim()
  if (!words) return { type: 'show', group }
  const days = WATCH.exec(words)?.[1]
  if (days) return { type: 'watch', days: Number(days), group }
  if (START.test(words)) return { type: 'watch', days: 0, group }
  const replay = REPLAY.exec(words)
  if (replay) return { type: 'replay', days: Number(replay[1] ?? 30), group }
  const site = ALLOW.exec(words)?.[1]
  if (site) return { type: 'allow', site: site.toLowerCase(), group }
  const [, name, way] = MODE.exec(words) ?? []
  const rule = wordOf(RULE_WORDS, name)
  const mode = wordOf(MODE_WORDS, way)
  return rule && mode ? { type: 'mode', rule, mode, group } : null
}
