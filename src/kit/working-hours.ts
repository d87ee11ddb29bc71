import { DateTime } from 'luxon'
import { MINUTE } from './clock.js'

/** When the store is open, in minutes of the day. Dealers open all week; days off come from the caller. */
export interface WorkingHours {
  from: number
  to: number
}

/** `08:30-18:00`; null when it is no such span. */
export function readWorkingHours(text: string): WorkingHours | null {
  const found = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text)
  if (!found) return null
  const [from, to] = [Number(found[1]) * 60 + Number(found[2]), Number(found[3]) * 60 + Number(found[4])]
  return Number(found[2]) < 60 && Number(found[4]) < 60 && from < to && to <= 24 * 60 ? { from, to } : null
}

/** The instant (UTC ms) by which this much working time (ms) has passed since `at`. */
export function afterWorking(at: number, duration: number, { from, to }: WorkingHours, zone: string): number {
  let left = duration
  let day = DateTime.fromMillis(at, { zone }).startOf('day')
  let now = at
  for (;;) {
    const opens = day.toMillis() + from * MINUTE
    const closes = day.toMillis() + to * MINUTE
    const starts = Math.max(now, opens)
    if (starts < closes) {
      if (starts + left <= closes) return starts + left
      left -= closes - starts
    }
    day = day.plus({ days: 1 })
    now = day.toMillis()
  }
}

/** Whether the store is open at an instant. */
export function isOpen(at: number, { from, to }: WorkingHours, zone: string): boolean {
  const local = DateTime.fromMillis(at, { zone })
  const minutes = local.diff(local.startOf('day')).as('milliseconds') / MINUTE
  return minutes >= from && minutes < to
}
