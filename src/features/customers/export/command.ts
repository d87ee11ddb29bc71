import type { CustomerClass, LeadLevel } from '../../../store/index.js'

/** What goes into the file: customers with their cars, or leads. */
export const EXPORTED = ['customers', 'leads'] as const
export type Exported = (typeof EXPORTED)[number]

/** Which of them; every condition has to hold. Levels and states are asked of leads only. */
export interface ExportFilter {
  classes: CustomerClass[]
  tag?: string
  model?: string
  /** Name of the colleague who looks after the customer, or follows the lead. */
  owner?: string
  levels: LeadLevel[]
  state?: 'open' | 'won' | 'lost'
}

export interface ExportAsked {
  what: Exported
  /** The conditions as they were written. */
  words: string
  /** With full numbers. */
  full: boolean
}

const EXPORT = /^(?:导出(客户|线索)|export (customers|leads))(?:\s+(.+))?$/i
const FULL = /^(?:(?:含|带|完整)?(?:号码|电话|手机号?)|full)$/i

/** `导出客户 等级A 标签钓鱼`, `导出线索 级别HA 未结 完整号码`, `export customers class=A`. Null for everything else. */
export function readExportCommand(said: string): ExportAsked | null {
  const [, chinese, english, rest = ''] = EXPORT.exec(said.trim().replace(/[。!！～~]+$/, '')) ?? []
  if (!chinese && !english) return null
  const words = rest.split(/\s+/).filter(Boolean)
  const conditions = words.filter((word) => !FULL.test(word))
  return {
    what: chinese === '线索' || /^leads$/i.test(english ?? '') ? 'leads' : 'customers',
    words: conditions.join(' '),
    full: conditions.length < words.length,
  }
}

const signs = <T extends string>(value: string, of: string) =>
  [...value.toUpperCase()].filter((sign) => of.includes(sign)) as T[]

type Taker = (value: string) => Partial<ExportFilter>

const OF_CUSTOMERS: readonly [RegExp, Taker][] = [
  [/^(?:等级|class[=:])[:：]?([abc][abc,，、/]*)类?$/i, (value) => ({ classes: signs<CustomerClass>(value, 'ABC') })],
  [/^(?:标签|tag[=:]|#)[:：]?(.+)$/i, (tag) => ({ tag })],
  [/^(?:车型|model[=:])[:：]?(.+)$/i, (model) => ({ model })],
  [/^(?:顾问|owner[=:])[:：]?@?(.+)$/i, (owner) => ({ owner })],
]
const OF_LEADS: readonly [RegExp, Taker][] = [
  [/^(?:级别|level[=:])[:：]?([habc][habc,，、/]*)级?$/i, (value) => ({ levels: signs<LeadLevel>(value, 'HABC') })],
  [/^(未结|在跟|open)$/i, () => ({ state: 'open' })],
  [/^(成交|won)$/i, () => ({ state: 'won' })],
  [/^(战败|lost)$/i, () => ({ state: 'lost' })],
]

/** What the conditions of an export mean, and the words among them that mean nothing. */
export function readFilter({ what, words }: ExportAsked): { filter: ExportFilter; unknown: string[] } {
  const takers = what === 'leads' ? [...OF_CUSTOMERS, ...OF_LEADS] : OF_CUSTOMERS
  const filter: ExportFilter = { classes: [], levels: [] }
  const unknown = words
    .split(/\s+/)
    .filter(Boolean)
    .filter((word) => {
      const [pattern, take] = takers.find(([each]) => each.test(word)) ?? []
      Object.assign(filter, take?.(pattern?.exec(word)?.[1] ?? ''))
      return !take
    })
  return { filter, unknown }
}
