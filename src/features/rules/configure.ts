import type { LadderStep, RuleMode, RuleName } from '../../store/index.js'
import { parseLadder } from './read-ladder.js'

/** What a member of staff wants of the rules of a group. Without a name it is the only group. */
export type ConfigureCommand =
  | { type: 'show'; group: string | null }
  | { type: 'mode'; rule: RuleName; mode: RuleMode; group: string | null }
  | { type: 'watch'; days: number; group: string | null }
  /** `imported`: an imported history instead of the last days, by its name; '' is the one with the name of the group. */
  | { type: 'replay'; days: number; imported?: string; group: string | null }
  | { type: 'allow'; site: string; group: string | null }
  /** Without steps: the usual ladder again. */
  | { type: 'ladder'; rule: RuleName; steps: LadderStep[] | null; group: string | null }
  | { type: 'lifetime'; rule: RuleName; days: number; group: string | null }
  /** In minutes of the day. */
  | { type: 'night'; from: number; to: number; group: string | null }
  | { type: 'newcomers'; days: number; group: string | null }
  /** So many of 100 hits of a replay have to be right before a rule may be on. */
  | { type: 'precision'; percent: number; group: string | null }
  /** It is about a ladder, and it cannot be read. */
  | { type: 'usage'; group: string | null }

/** The short names, and those by which the bot itself calls the rules. */
const RULE_WORDS: [RegExp, RuleName][] = [
  [/^(?:广告|发广告|ads?|advertising)$/i, 'ad'],
  [/^(?:违规|违法|违规内容|发违规内容|illegal|forbidden content)$/i, 'illegal'],
  [/^(?:骂人|辱骂|吵架|言语过激|abuse|harsh words)$/i, 'abuse'],
  [/^(?:售后价格?|谈价|谈售后价格|服务价格|service prices?|talk of service prices)$/i, 'service_price'],
  [/^(?:刷屏|flood(?:ing)?)$/i, 'flood'],
  [/^(?:重复|复读|重复发同一条|repeat(?:ing)?)$/i, 'repeat'],
  [/^(?:链接|外链|发外链或名片|links?(?: or cards that lead elsewhere)?)$/i, 'link'],
  [/^(?:新人|新成员|新人发链接或联系方式|newcomers?|links or contacts of a newcomer)$/i, 'newcomer'],
  [/^(?:夜间|夜里|夜间安静|夜间说话|night|talk at night)$/i, 'night'],
  [/^(?:名片|群名片|(?:name )?cards?)$/i, 'card'],
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
const REPLAY_IMPORT = /^(?:预演|replay)\s*(?:导入(?:的?记录)?|历史(?:记录)?|import(?:ed)?)(?:\s+(.+))?$/i
const ALLOW = /^(?:放行|允许|allow)\s*(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:\/\S*)?$/i
const LADDER = /^(.+?)\s*(?:阶梯|处理|ladder)\s*[:：]?\s*([\s\S]*)$/i
const USUAL = /^(?:默认|恢复默认|default)$/i
const LIFETIME = /^(.+?)\s*(?:积分|计次|points?)\s*(\d{1,3})\s*(?:天|days?)$/i
const NIGHT = /^(?:夜间|夜里|night)\s*(\d{1,2})[:：点]?(\d{2})?\s*(?:[-–—~～]|到|至|to)\s*(\d{1,2})[:：点]?(\d{2})?$/i
const NEWCOMERS = /^(?:新人|新成员|newcomers?)\s*(\d{1,2})\s*(?:天|days?)$/i
const PRECISION = /^(?:准确率|把握|precision)\s*(\d{1,3})\s*[%％]?$/i
const MODE = /^(.+?)\s*(开启?|打开|观察|只看|关闭?|on|off|watch)$/i

/** `广告`, `刷屏`: a rule by its name. */
export const readRule = (text: string): RuleName | undefined => wordOf(RULE_WORDS, text)

const wordOf = <T>(words: readonly [RegExp, T][], text: string | undefined): T | undefined =>
  words.find(([pattern]) => pattern.test(text?.trim() ?? ''))?.[1]

/**
 * `群规`, `群规 广告 观察`, `群规 观察 7天`, `群规 正式执行`, `群规 预演 30天`, `群规 预演 导入`, `群规 放行 example.com`,
 * `群规 广告 阶梯 提醒/警告/禁言1天/移出`, `群规 广告 积分 30天`, `群规 夜间 23:00-7:00`, `群规 新人 7天`,
 * `群规 准确率 90%`, each with `@群名` behind it.
 */
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
  const imported = REPLAY_IMPORT.exec(words)
  if (imported) return { type: 'replay', days: 0, imported: imported[1]?.trim() ?? '', group }
  const site = ALLOW.exec(words)?.[1]
  if (site) return { type: 'allow', site: site.toLowerCase(), group }
  return readDetails(words, group) ?? readMode(words, group)
}

function readMode(words: string, group: string | null): ConfigureCommand | null {
  const [, name, way] = MODE.exec(words) ?? []
  const rule = wordOf(RULE_WORDS, name)
  const mode = wordOf(MODE_WORDS, way)
  return rule && mode ? { type: 'mode', rule, mode, group } : null
}

const WHOLE_DAY = 24 * 60
const MOST_LIFETIME_DAYS = 365

function readDetails(words: string, group: string | null): ConfigureCommand | null {
  const ladder = LADDER.exec(words)
  const climbing = wordOf(RULE_WORDS, ladder?.[1])
  if (ladder && climbing) {
    const given = ladder[2] ?? ''
    if (USUAL.test(given)) return { type: 'ladder', rule: climbing, steps: null, group }
    const steps = parseLadder(given)
    return steps ? { type: 'ladder', rule: climbing, steps, group } : { type: 'usage', group }
  }
  const [, name, days] = LIFETIME.exec(words) ?? []
  const counted = wordOf(RULE_WORDS, name)
  if (counted) {
    const valid = Number(days) >= 1 && Number(days) <= MOST_LIFETIME_DAYS
    return valid ? { type: 'lifetime', rule: counted, days: Number(days), group } : { type: 'usage', group }
  }
  const night = NIGHT.exec(words)
  if (night) {
    const [from, to] = [minutesOf(night[1], night[2]), minutesOf(night[3], night[4])]
    return from < WHOLE_DAY && to < WHOLE_DAY && from !== to
      ? { type: 'night', from, to, group }
      : { type: 'usage', group }
  }
  const percent = PRECISION.exec(words)?.[1]
  if (percent) return { type: 'precision', percent: Number(percent), group }
  const first = NEWCOMERS.exec(words)?.[1]
  if (first) return Number(first) ? { type: 'newcomers', days: Number(first), group } : { type: 'usage', group }
  return null
}

/** NaN and 25:70 are no time of the day, and 24:00 is 0:00. */
const minutesOf = (hours = '', minutes = '0'): number =>
  Number(minutes) < 60 ? (Number(hours) === 24 ? 0 : Number(hours)) * 60 + Number(minutes) : WHOLE_DAY
