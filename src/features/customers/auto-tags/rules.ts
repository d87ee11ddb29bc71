import { z } from 'zod'
import { DAY } from '../../../kit/clock.js'
import { plusDays, plusMonths } from '../../../kit/days.js'
import { type Rsvp, settingOf, type Vehicle } from '../../../store/index.js'

export const TAG_RULES = ['brand', 'model', 'car_age', 'insurance', 'children', 'active', 'sign_ups'] as const
export type TagRule = (typeof TAG_RULES)[number]

const schema = z.object({
  /** Rules that give no tags. */
  off: z.array(z.enum(TAG_RULES)).default([]),
  /** From so many years on a car is an old one. */
  carYears: z.number().int().min(1).default(5),
  /** So many days before its end an insurance is named. */
  insuranceDays: z.number().int().min(1).default(60),
  /** Spoke within so many days, and so often in all. */
  activeDays: z.number().int().min(1).default(30),
  activeMessages: z.number().int().min(1).default(10),
  /** So many sign-ups within a year. */
  signUps: z.number().int().min(1).default(3),
})
export type TagSettings = z.infer<typeof schema>

export const { read: readTagSettings } = settingOf('customers.tags', schema)

/** What the rules look at. */
export interface TagFacts {
  cars: readonly Pick<Vehicle, 'brand' | 'model' | 'purchaseDate' | 'insuranceUntil'>[]
  /** What was written down of the family. */
  family: string
  accounts: readonly { lastMessageAt: number | null; messages: number }[]
  rsvps: readonly Pick<Rsvp, 'state' | 'children' | 'signedAt'>[]
}

/** A tag that a rule gives, and the number that is its reason. */
export interface AutoTag {
  rule: TagRule
  number: number
  /** The name of a car; the other rules have a word of their own. */
  name?: string
}

const CHILDREN = /孩|娃|宝宝|宝贝|儿子|女儿|闺女|小朋友|kids?\b|child|son\b|daughter/i
const NONE = /(?:没|无|未)(?:有)?(?:要|生)?(?:小?孩|娃)|no (?:kids|child)/i
export const YEAR = 365 * DAY

/** The last day on which an insurance that is named ends, and on which an old car was bought. */
export const dueDays = ({ insuranceDays, carYears }: TagSettings, today: string) => ({
  soon: plusDays(today, insuranceDays),
  old: plusMonths(today, -12 * carYears),
})

/** Which tags a customer has by rule. `now` is UTC ms, `today` an ISO day of the store's. */
export function autoTags(facts: TagFacts, settings: TagSettings, now: number, today: string): AutoTag[] {
  const { cars, family, accounts, rsvps } = facts
  const names = (rule: 'brand' | 'model') =>
    [...new Set(cars.flatMap((car) => nameOf(car[rule]) ?? []))].map((name) => ({ rule, name, number: 0 }))
  const lately = rsvps.filter(({ state, signedAt }) => state === 'signed' && signedAt > now - YEAR)
  const { soon, old } = dueDays(settings, today)
  const isActive = accounts.some(
    ({ lastMessageAt, messages }) =>
      (lastMessageAt ?? 0) > now - settings.activeDays * DAY && messages >= settings.activeMessages,
  )
  const one = (rule: TagRule, holds: boolean, number: number) => (holds ? [{ rule, number }] : [])
  const found: AutoTag[] = [
    ...names('brand'),
    ...names('model'),
    ...one(
      'car_age',
      cars.some(({ purchaseDate }) => purchaseDate !== null && purchaseDate <= old),
      settings.carYears,
    ),
    ...one(
      'insurance',
      cars.some(({ insuranceUntil: end }) => end !== null && end >= today && end <= soon),
      settings.insuranceDays,
    ),
    ...one(
      'children',
      lately.some(({ children }) => children > 0) || (CHILDREN.test(family) && !NONE.test(family)),
      lately.filter(({ children }) => children > 0).length,
    ),
    ...one('active', isActive, settings.activeDays),
    ...one('sign_ups', lately.length >= settings.signUps, lately.length),
  ]
  return found.filter(({ rule }) => !settings.off.includes(rule))
}

export const LONGEST = 20

/** As an audience names it: in one word. */
const nameOf = (text: string | null): string | null => text?.replace(/\s+/g, '').slice(0, LONGEST) || null
