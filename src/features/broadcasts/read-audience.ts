import type { Audience } from '../../store/index.js'

/** An audience as it was said: groups and people are still names. */
export interface SaidAudience {
  audience: Audience
  groups: string[]
  except: string[]
  /** Words that say nothing we know. */
  unknown: string[]
}

const LEADS: readonly [RegExp, NonNullable<Audience['leads']>[number]][] = [
  [/^(?:增购|add[_-]?on)$/i, 'add_on'],
  [/^(?:置换|换车|trade[_-]?in)$/i, 'trade_in'],
  [/^(?:转介绍|referral)$/i, 'referral'],
  [/^(?:购车|首购|买车|purchase)$/i, 'purchase'],
]

type Taker = (said: SaidAudience, value: string) => boolean

const push = <T>(list: T[] | undefined, ...values: T[]): T[] => [...(list ?? []), ...values]

const set = (audience: Audience, condition: Audience): boolean => Boolean(Object.assign(audience, condition))

const TAKERS: readonly [RegExp, Taker][] = [
  [
    /^(?:等级|级别|class[=:]?)[:：]?([abc](?:[,，、/]?[abc])*)类?$/i,
    ({ audience }, value) => {
      const classes = [...value.toUpperCase()].filter((each) => 'ABC'.includes(each)) as ('A' | 'B' | 'C')[]
      audience.classes = push(audience.classes, ...classes)
      return true
    },
  ],
  [/^(?:标签|tag[=:]|[#＃])[:：]?(.+)$/i, ({ audience }, value) => set(audience, { tags: push(audience.tags, value) })],
  [/^(?:车型|车|model[=:])[:：]?(.+)$/i, ({ audience }, value) => set(audience, { vehicle: value })],
  [
    /^(?:线索|lead[=:])[:：]?(.+)$/i,
    ({ audience }, value) => {
      const kind = LEADS.find(([words]) => words.test(value))?.[1]
      if (kind) audience.leads = push(audience.leads, kind)
      return kind !== undefined
    },
  ],
  [
    /^(?:(\d{1,4})天(?:没|未)(?:联系|联络)(?:过)?)$/,
    ({ audience }, value) => set(audience, { silentDays: Number(value) }),
  ],
  [/^silent[=:](\d{1,4})d?$/i, ({ audience }, value) => set(audience, { silentDays: Number(value) })],
  [/^(?:不含|不发|除了?|except[=:])[@＠]?(.+)$/i, ({ except }, value) => except.push(value) > 0],
  [/^(?:群|group[=:])?[@＠](.+)$/i, ({ groups }, value) => groups.push(value) > 0],
]

/** `等级A 标签钓鱼 #有孩子 车型XC60 线索置换 30天没联系 @一群 不含老周`, or `class=A tag=fishing model=XC60 silent=30`. */
export function readAudience(words: string): SaidAudience {
  const said: SaidAudience = { audience: {}, groups: [], except: [], unknown: [] }
  for (const word of words.trim().split(/\s+/).filter(Boolean)) {
    if (/^(?:全部|所有客户|all)$/i.test(word)) continue
    const taken = TAKERS.some(([pattern, take]) => {
      const value = pattern.exec(word)?.[1]
      return value !== undefined && take(said, value)
    })
    if (!taken) said.unknown.push(word)
  }
  return said
}
