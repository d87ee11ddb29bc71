import { fold, unfold } from '../understanding/fold.js'
import { findSignals, type SignalName } from '../understanding/signals.js'

/** What is said in place of personal data. What kind of thing stood there still helps to understand the rest. */
const PLACEHOLDERS: Partial<Record<SignalName, string>> = {
  vin: '[车架号]',
  plate: '[车牌]',
  order: '[编号]',
  hotline: '[电话]',
  phone: '[电话]',
  wechat: '[微信号]',
  qq: '[QQ号]',
  group: '[群号]',
  telegram: '[账号]',
  link: '[链接]',
  invite: '[邀请码]',
  account: '[账号]',
  number: '[号码]',
}

const DIGIT = '[0-9零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]'
/** Whatever else could be looked up: better a price too many than a number too few. */
const LEFTOVERS: readonly [RegExp, string][] = [
  [/[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+/g, '[邮箱]'],
  [/@[^\s,.!?:;]+/g, '[人名]'],
  [/\d(?:[^\p{L}\p{N}]{0,3}\d){4,}/gu, '[号码]'],
  [new RegExp(`${DIGIT}(?:[ .·-]{0,2}${DIGIT}){6,}`, 'g'), '[号码]'],
  [/(?=[a-z_-]*\d)(?=[a-z\d-]*[a-z])[a-z0-9][a-z0-9_-]{5,}|[a-z]+_[a-z_]+/g, '[账号]'],
]

/** Nobody writes longer about one thing; what is cut off cannot leak. UTF-16 code units. */
const LONGEST = 300

interface Span {
  start: number
  end: number
  as: string
}

/**
 * A text as it may leave the machine: phones, plates, VINs, account and order numbers, links and the given names of
 * people become placeholders, however they are disguised. Lengths and positions are not kept.
 */
export function maskPersonal(text: string, names: readonly string[]): string {
  const folded = fold(text)
  const found: Span[] = []
  const add = (from: number, to: number, as: string) => found.push({ ...unfold(folded, from, to), as })
  for (const { name, start, end } of findSignals(folded.text)) {
    const as = PLACEHOLDERS[name]
    if (as) add(start, end, as)
  }
  for (const name of names) {
    const wanted = fold(name).text
    for (let at = wanted ? folded.text.indexOf(wanted) : -1; at >= 0; at = folded.text.indexOf(wanted, at + 1))
      add(at, at + wanted.length, '[人名]')
  }
  for (const [pattern, as] of LEFTOVERS)
    for (const match of folded.text.matchAll(pattern)) add(match.index, match.index + match[0].length, as)
  const end = folded.starts.at(-1) ?? 0
  return replace(text.slice(0, end), found).slice(0, LONGEST)
}

/** Overlapping finds become one, under the name of the first. */
function replace(text: string, found: Span[]): string {
  found.sort((one, other) => one.start - other.start || other.end - one.end)
  let out = ''
  let at = 0
  for (const { start, end, as } of found) {
    if (start >= at) out += text.slice(at, start) + as
    at = Math.max(at, end)
  }
  return out + text.slice(at)
}

/** 追风车主-小白(新手勿催) goes by 小白 too. What every card has in common says nothing of anybody. */
export function partsOfName(name: string, common: readonly string[]): string[] {
  const parts = [name, ...name.split(/[-－—+＋_|·/\s(（)）]+/)]
  return parts.map((part) => part.trim()).filter((part) => part.length >= 2 && !common.includes(part))
}
