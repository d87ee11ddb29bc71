import { createRequire } from 'node:module'
import { LRUCache } from 'lru-cache'
import { DateTime, IANAZone, Info } from 'luxon'
import { MINUTE } from './clock.js'
import { isoOf } from './days.js'

/** Zones change their offset at full quarters of an hour; before 1973 some did not. */
const STEADY = 15 * MINUTE
const STEADY_SINCE = Date.UTC(1973, 0)
const MOST = 10_000

/** Libraries that are not ES modules, such as the one for cron, have a copy of Luxon of their own. */
const { IANAZone: TheirZone } = createRequire(import.meta.url)('luxon') as { IANAZone: typeof IANAZone }

/** Luxon asks the system for the offset of a zone at every step, which takes most of its time: one answer is enough. */
export function rememberOffsets(name: string): void {
  const zones = [IANAZone.create(name), TheirZone.create(name)]
  if (zones.some((zone) => Object.hasOwn(zone, 'offset'))) return
  const known = new LRUCache<number, number>({ max: MOST })
  const ask = zones[0]!.offset.bind(zones[0])
  const offset = (at: number) => {
    if (!(at >= STEADY_SINCE)) return ask(at)
    const quarter = Math.floor(at / STEADY)
    const found = known.get(quarter) ?? ask(at)
    known.set(quarter, found)
    return found
  }
  for (const zone of zones) zone.offset = offset
}

/** A calendar day in a time zone, `2026-09-19`. */
export const dayOf = (at: number, zone: string): string => isoOf(at + Info.normalizeZone(zone).offset(at) * MINUTE)

/** When a day begins in a time zone, UTC ms. */
export const startOf = (day: string, zone: string): number => DateTime.fromISO(day, { zone }).toMillis()

/** `2026-09-19 08:00:00`, as chat exports and reports write it. */
export const localTime = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')

/** `9月19日 周六 08:00` or `Sat 19 Sep 08:00`. */
export const friendlyTime = (at: number, zone: string, locale: string): string =>
  DateTime.fromMillis(at, { zone, locale }).toFormat(locale.startsWith('zh') ? 'M月d日 ccc HH:mm' : 'ccc d LLL HH:mm')

/** The same for the end of something: midnight is 24:00 of the day before. */
export function friendlyEnd(at: number, zone: string, locale: string): string {
  const time = DateTime.fromMillis(at, { zone })
  return time.hour || time.minute
    ? friendlyTime(at, zone, locale)
    : friendlyTime(at - 1, zone, locale).replace('23:59', '24:00')
}
