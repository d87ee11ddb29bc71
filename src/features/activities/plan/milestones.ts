import { DateTime } from 'luxon'
import { HOUR } from '../../../kit/clock.js'
import type { ActivityPlan } from '../../../store/index.js'

/** Counted back from the day: when each step is due, and until when it still makes sense. Days, and the hour of the day. */
const STEPS = {
  /** 定方案、报预算. */
  approve: { days: -14, hour: 9, until: -7 },
  /** The group notice, the private invitations, the names. */
  week: { days: -7, hour: 9, until: -1 },
  /** Whoever has not answered is called. */
  call: { days: -4, hour: 10, until: -1 },
  eve: { days: -1, hour: 15, until: 0 },
  today: { days: 0, hour: 8, until: 1 },
  /** Thanks and the survey, photos, what it cost. */
  after: { days: 1, hour: 10, until: 4 },
  review: { days: 3, hour: 10, until: 10 },
} as const

/** Three days and one day before, unless the staff say otherwise. */
const REMINDERS = [72, 24]
/** Nobody is reminded at night: from, to, in hours of the day. */
const WAKE = { from: 8, to: 21 }

interface Due {
  /** `step:eve`, `remind:24`. */
  key: string
  at: number
  /** Later than this it is dropped. */
  until: number
}

interface Dated {
  day: string
  startsAt: number
  gatherAt?: number
}

const dayAt = (day: string, days: number, hour: number, zone: string): number =>
  DateTime.fromISO(day, { zone }).plus({ days }).set({ hour }).toMillis()

/** All that is due of an activity, in the order of time. Pure. */
export function dueOf({ day, startsAt, gatherAt }: Dated, plan: Pick<ActivityPlan, 'reminders'>, zone: string): Due[] {
  const steps = Object.entries(STEPS).map(([name, { days, hour, until }]) => ({
    key: `step:${name}`,
    at: dayAt(day, days, hour, zone),
    until: dayAt(day, until, 0, zone),
  }))
  const begins = gatherAt ?? startsAt
  const offsets = [...new Set(plan.reminders ?? REMINDERS)].sort((a, b) => b - a)
  const reminders = offsets.map((hours, n) => ({
    key: `remind:${hours}`,
    at: awake(begins - hours * HOUR, zone),
    // The next one says all that this one would have said.
    until: awake(begins - (offsets[n + 1] ?? 0) * HOUR, zone),
  }))
  return [...steps, ...reminders].sort((a, b) => a.at - b.at)
}

/** What has its turn now: due, not over, and not done. */
export const dueNow = (due: readonly Due[], done: readonly string[], now: number): Due[] =>
  due.filter(({ key, at, until }) => at <= now && now < until && !done.includes(key))

/** The last waking hour before a time at night. */
function awake(at: number, zone: string): number {
  const local = DateTime.fromMillis(at, { zone })
  if (local.hour < WAKE.from)
    return local
      .minus({ days: 1 })
      .set({ hour: WAKE.to - 1, minute: 0 })
      .toMillis()
  return local.hour >= WAKE.to ? local.set({ hour: WAKE.to - 1, minute: 0 }).toMillis() : at
}
