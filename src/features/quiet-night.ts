import { DateTime } from 'luxon'
import { MINUTE } from '../kit/clock.js'
import type { Group } from '../store/index.js'
import { modeOf } from './rule-modes.js'

/** 23:00 to 07:00, in minutes of the day; a night may go past midnight. */
const USUAL = { from: 23 * 60, to: 7 * 60 }
const WHOLE_DAY = 24 * 60

export const nightOf = ({ settings }: Pick<Group, 'settings'>) => settings.night ?? USUAL

/** The instants (UTC ms) between which the night around `at` lies; null by day. */
export function nightAround(at: number, { from, to }: { from: number; to: number }, zone: string) {
  const local = DateTime.fromMillis(at, { zone })
  const length = (to - from + WHOLE_DAY) % WHOLE_DAY
  for (const daysAgo of [0, 1]) {
    const day = local.startOf('day').minus({ days: daysAgo })
    // By the clock on the wall, also on the day on which that is changed.
    const begins = day.set({ hour: Math.floor(from / 60), minute: from % 60 }).toMillis()
    if (at >= begins && at < begins + length * MINUTE) return { begins, ends: begins + length * MINUTE }
  }
  return null
}

/** Until when a group is to be left in peace, UTC ms; null when it may be spoken to. */
export function quietUntil(group: Pick<Group, 'settings'>, now: number, zone: string): number | null {
  if (modeOf('night', group.settings, now) !== 'on') return null
  return nightAround(now, nightOf(group), zone)?.ends ?? null
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `23:00–07:00` */
export const sayNight = ({ from, to }: { from: number; to: number }): string => `${clock(from)}–${clock(to)}`
