import { DateTime } from 'luxon'

/** A calendar day in a time zone, `2026-09-19`. */
export const dayOf = (at: number, zone: string): string => DateTime.fromMillis(at, { zone }).toISODate() as string

/** `2026-09-19 08:00:00`, as chat exports and reports write it. */
export const localTime = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')

/** `9月19日 周六 08:00` or `Sat 19 Sep 08:00`. */
export const friendlyTime = (at: number, zone: string, locale: string): string =>
  DateTime.fromMillis(at, { zone, locale }).toFormat(locale.startsWith('zh') ? 'M月d日 ccc HH:mm' : 'ccc d LLL HH:mm')
