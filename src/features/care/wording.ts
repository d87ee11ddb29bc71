import { daysBetween } from '../../kit/days.js'
import { variantsOf } from '../variants.js'

/** What may stand in the words of a store, as 【称呼】 or [name]. */
const FIELDS = {
  name: /【称呼】|\[name\]/g,
  consultant: /【顾问】|\[consultant\]/g,
  day: /【日期】|\[day\]/g,
  low: /【最低】|\[low\]/g,
  high: /【最高】|\[high\]/g,
  days: /【天数】|\[days\]/g,
  what: /【变动】|\[change\]/g,
} as const
export type Fill = Partial<Record<keyof typeof FIELDS | 'drop', string | number>>

export interface Wording {
  /** The store's own words, if it has any, and ours, filled in already. */
  own: string | undefined
  ours: string
  fill: Fill
  /** Where there are several wordings, the readers get them in turn. */
  turn: number
}

/** Whose turn it is on an ISO day: another wording each day, and for the next reader. */
export const turnOn = (today: string, index: number): number => daysBetween('2000-01-01', today) + index

/** What is said on an occasion: the store's words or ours. */
export function worded({ own, ours, fill, turn }: Wording): string {
  const variants = variantsOf(own ?? ours)
  const text = variants[turn % variants.length] as string
  if (!own) return text
  return (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).reduce(
    (filled, field) => filled.replaceAll(FIELDS[field], () => String(fill[field] ?? '')),
    text,
  )
}
