import { z } from 'zod'
import { DAY } from '../../kit/clock.js'
import { type CustomerClass, OPEN_LEADS, settingOf } from '../../store/index.js'
import type { Standing } from './standing.js'

const schema = z.object({
  /** How much each counts; they need not add up to anything. */
  weights: z.object({ spending: z.number().min(0), loyalty: z.number().min(0), potential: z.number().min(0) }).default({
    spending: 4,
    loyalty: 3,
    potential: 3,
  }),
  /** From so many points on. */
  fromA: z.number().default(80),
  fromB: z.number().default(60),
  /** Days within which a customer of the class is contacted. */
  visitDays: z.object({ A: z.number(), B: z.number(), C: z.number() }).default({ A: 30, B: 60, C: 90 }),
})
export type ClassSettings = z.infer<typeof schema>

export const { read: readClassSettings } = settingOf('classes', schema)

/** Why a customer has the score: a code, and how many. */
export interface Reason {
  code:
    | 'cars'
    | 'bought'
    | 'referred'
    | 'activities'
    | 'registered'
    | 'open'
    | 'talks'
    | 'violations'
    | 'silent'
    | 'fleet'
    | 'winnable'
    | 'hard'
    | 'months_lost'
  number: number
}

export interface Score {
  /** 0 to 100 */
  score: number
  class: CustomerClass
  reasons: Reason[]
}

const HALF_YEAR = 180 * DAY
const top = (points: number) => Math.max(0, Math.min(100, points))

/** Points as a score with its class and with the reasons that there are. */
export function scored(points: number, { fromA, fromB }: ClassSettings, reasons: readonly Reason[]): Score {
  const score = Math.round(top(points))
  return {
    score,
    class: score >= fromA ? 'A' : score >= fromB ? 'B' : 'C',
    reasons: reasons.filter(({ number }) => number > 0),
  }
}

/** How many leads of a customer were sold, sold to whom they brought, and are open. */
export const dealsOf = (leads: Standing['leads']) => ({
  bought: leads.filter(({ state, kind }) => state === 'won' && kind !== 'referral').length,
  referred: leads.filter(({ state, kind }) => state === 'won' && kind === 'referral').length,
  open: leads.filter(({ state }) => OPEN_LEADS.includes(state)).length,
})

/** Spending, loyalty and potential, each 0 to 100, weighed together. `now` is UTC ms. */
export function scoreOf(standing: Standing, settings: ClassSettings, now: number): Score {
  const { leads, vehicles, members, rsvps, violations, registrations } = standing
  const cars = vehicles.filter(({ goneAt }) => !goneAt).length
  const { bought, referred, open } = dealsOf(leads)
  const activities = rsvps.filter(({ state }) => state === 'signed').length
  const talks = members.reduce((sum, member) => sum + member.messages, 0)
  const broken = violations.filter(({ state, expiresAt }) => state === 'standing' && expiresAt > now).length
  const registered = registrations.filter(({ state }) => state === 'done').length
  const last = Math.max(0, ...members.map(({ lastMessageAt }) => lastMessageAt ?? 0))
  const isSilent = members.length > 0 && last < now - HALF_YEAR

  const spending = top((cars || bought ? 50 : 0) + 25 * Math.max(0, cars - 1) + 25 * Math.max(0, bought))
  const loyalty = top(
    40 + 30 * Math.max(0, bought - 1) + 30 * referred + 10 * activities + 10 * registered - 20 * broken,
  )
  const potential = top(20 + 40 * open + Math.min(40, talks) - (isSilent ? 30 : 0))
  const { weights } = settings
  const whole = weights.spending + weights.loyalty + weights.potential
  const sum = weights.spending * spending + weights.loyalty * loyalty + weights.potential * potential
  return scored(whole > 0 ? sum / whole : 0, settings, [
    { code: 'cars', number: cars },
    { code: 'bought', number: bought },
    { code: 'referred', number: referred },
    { code: 'activities', number: activities },
    { code: 'registered', number: registered },
    { code: 'open', number: open },
    { code: 'talks', number: talks },
    { code: 'violations', number: broken },
    { code: 'silent', number: isSilent ? 1 : 0 },
  ])
}
