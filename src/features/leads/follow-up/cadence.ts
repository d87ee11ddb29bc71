import { DateTime } from 'luxon'
import { DAY } from '../../../kit/clock.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Lead, LeadLevel } from '../../../store/index.js'
import type { LeadSettings } from '../settings.js'

/** Days from one contact to the next; the first contact is due the day after the lead was taken, at every level. */
const EVERY_DAYS: Record<LeadLevel, number> = { H: 2, A: 3, B: 7, C: 15 }

/** When a lead has to be contacted again: `contacts` so far, counted from `from`, in the first hour of a day's work. */
export function nextContact(
  level: LeadLevel,
  contacts: number,
  from: number,
  { zone, hours }: Pick<Dealer, 'zone' | 'hours'>,
): number {
  const days = contacts === 0 ? 1 : EVERY_DAYS[level]
  return DateTime.fromMillis(from, { zone }).plus({ days }).startOf('day').plus({ minutes: hours.from }).toMillis()
}

/** salesperson: remind · manager: the manager hears of it too · pool: somebody else may have it. */
export type Overdue = 'no' | 'salesperson' | 'manager' | 'pool'

/** How late a contact is at an instant. */
export function overdue(
  { nextContactAt }: Pick<Lead, 'nextContactAt'>,
  now: number,
  { managerDays, poolDays }: Pick<LeadSettings, 'managerDays' | 'poolDays'>,
): Overdue {
  if (nextContactAt === null || nextContactAt > now) return 'no'
  const late = now - nextContactAt
  return late >= poolDays * DAY ? 'pool' : late >= managerDays * DAY ? 'manager' : 'salesperson'
}
