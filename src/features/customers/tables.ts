import { DAY } from '../../kit/clock.js'
import { type ClassSettings, dealsOf, type Score, scored, scoreOf } from './score.js'
import type { Standing } from './standing.js'

/** By the table that fits: those who were lost, fleets (批售), and everybody else. `now` is UTC ms. */
export function classify(standing: Standing, settings: ClassSettings, now: number): Score {
  const { customer } = standing
  if (customer.lostAt !== null) return lostScore(standing, customer.lostAt, customer.lostReason, settings, now)
  return customer.kind === 'fleet' ? fleetScore(standing, settings) : scoreOf(standing, settings, now)
}

/** Cars that a fleet has or bought, at least so many → points. */
const FLEET: readonly [number, number][] = [
  [10, 100],
  [5, 80],
  [3, 60],
  [2, 40],
  [0, 20],
]

/** A fleet is worth what it buys: its cars count five parts, orders that came again three, what it wants now two. */
export function fleetScore({ vehicles, leads }: Pick<Standing, 'vehicles' | 'leads'>, settings: ClassSettings): Score {
  const { bought, open } = dealsOf(leads)
  const cars = Math.max(vehicles.filter(({ goneAt }) => !goneAt).length, bought)
  const size = FLEET.find(([least]) => cars >= least)?.[1] ?? 0
  const again = Math.min(100, 25 * Math.max(0, bought - 1))
  const wants = Math.min(100, 50 * open)
  return scored(0.5 * size + 0.3 * again + 0.2 * wants, settings, [
    { code: 'fleet', number: cars },
    { code: 'bought', number: bought },
    { code: 'open', number: open },
  ])
}

/** What can be put right brings people back; a need that is gone does not. */
const CAUSES: readonly [RegExp, number][] = [
  [/不需要|没需求|搬|出国|卖车|no need|moved/i, 10],
  [/服务|态度|售后|service/i, 100],
  [/价|贵|优惠|贷|首付|price|financ/i, 80],
  [/品牌|牌子|别家|竞品|competitor|brand/i, 50],
]
const OTHER_CAUSE = 40
const MONTH = 30 * DAY

/** How much it pays to win somebody back: what they bought and whom they brought, why they left, and how long ago. */
export function lostScore(
  { vehicles, leads }: Pick<Standing, 'vehicles' | 'leads'>,
  lostAt: number,
  reason: string | null,
  settings: ClassSettings,
  now: number,
): Score {
  const { bought, referred } = dealsOf(leads)
  const past = Math.min(100, 40 * Math.max(vehicles.length, bought) + 30 * referred)
  const cause = CAUSES.find(([words]) => words.test(reason ?? ''))?.[1] ?? OTHER_CAUSE
  const months = Math.max(0, Math.floor((now - lostAt) / MONTH))
  return scored(0.4 * past + 0.6 * cause - Math.min(40, 2 * months), settings, [
    { code: 'bought', number: bought },
    { code: 'referred', number: referred },
    { code: cause >= 80 ? 'winnable' : 'hard', number: 1 },
    { code: 'months_lost', number: months },
  ])
}
