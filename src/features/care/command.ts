import type { Kind } from './settings.js'

export type CareCommand =
  | { type: 'show' }
  | { type: 'switch'; kind: Kind | 'all'; on: boolean }
  /** null: our own words again. */
  | { type: 'words'; kind: Kind; words: string | null }
  | { type: 'budget'; name: string }

const WORDS: Readonly<Record<Kind | 'all', RegExp>> = {
  inspection: /^(?:年检|inspection)$/i,
  insurance: /^(?:保险|insurance)$/i,
  warranty: /^(?:质保|warranty)$/i,
  service: /^(?:保养|service)$/i,
  birthday: /^(?:生日|birthday)$/i,
  delivery: /^(?:提车|提车纪念|delivery)$/i,
  financing: /^(?:贷款|financing)$/i,
  festival: /^(?:节日|festivals?)$/i,
  holiday: /^(?:长假|出行|holidays?)$/i,
  all: /^(?:全部|all)$/i,
}
const SWITCH = /^(?:关怀|care)\s+(\S+?)\s*(开|关|on|off)$/i
const TEXT = /^(?:关怀|care)\s+(\S+)\s+(?:文字|words)(?:\s*[:：]\s*|\s+)([\s\S]+)$/i
const BUDGET = /^(?:联系预算|contact budget)\s+@?(\S+)$/i

const kindOf = (word: string) => (Object.keys(WORDS) as (Kind | 'all')[]).find((kind) => WORDS[kind].test(word))

/** `关怀`, `关怀 生日 开`, `关怀 生日 文字 【称呼】，生日快乐`, `关怀 生日 文字 默认`, `联系预算 老周`. */
export function readCareCommand(said: string): CareCommand | null {
  const text = said.trim()
  if (/^(?:关怀|care)$/i.test(text)) return { type: 'show' }
  const name = BUDGET.exec(text)?.[1]
  if (name) return { type: 'budget', name }
  const [, of = '', words] = TEXT.exec(text) ?? []
  const written = kindOf(of)
  if (words && written && written !== 'all')
    return { type: 'words', kind: written, words: /^(?:默认|default)$/i.test(words.trim()) ? null : words.trim() }
  const [, which = '', state] = SWITCH.exec(text) ?? []
  const switched = kindOf(which)
  return state && switched ? { type: 'switch', kind: switched, on: /^(?:开|on)$/i.test(state) } : null
}
