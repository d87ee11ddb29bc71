import { DAY } from '../../../kit/clock.js'
import type { Activity } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { type OrdersAfter, WITHIN_DAYS } from './orders.js'
import { yuan } from './read-money.js'

/** What one car cost, in fen; null while it is not known what was spent, or while no car was sold. */
export const costPerCar = ({ spent, counted }: Activity['plan']): number | null =>
  spent !== undefined && counted?.orders ? spent / counted.orders : null

/** What each activity cost and brought, the cheapest car first; below it what was bought afterwards by those who came. */
export function effectText({ say }: Voice, activities: readonly Activity[], orders: OrdersAfter, now: number): string {
  const known = activities.filter(({ id, plan }) => plan.spent !== undefined || plan.counted || orders.has(id))
  if (!known.length) return say('activities.effect_none')
  const cost = (each: Activity) => costPerCar(each.plan) ?? Number.POSITIVE_INFINITY
  const lines = [...known]
    .sort((a, b) => cost(a) - cost(b))
    .flatMap((each) => {
      const { code, title, plan } = each
      const perCar = costPerCar(plan)
      const { visits = 0, testDrives = 0, leads = 0, orders = 0 } = plan.counted ?? {}
      const sums = { planned: plan.planned === undefined ? '—' : yuan(plan.planned), spent: yuan(plan.spent ?? 0) }
      const counts = { visits, testDrives, leads, orders }
      const car = perCar === null ? '—' : yuan(perCar)
      return [say('activities.effect_line', { code, title, ...sums, ...counts, car }), ...afterwards(each)]
    })
  return [say('activities.effect'), ...lines].join('\n')

  function afterwards({ id, endsAt }: Activity): string[] {
    const found = orders.get(id)
    if (!found) return []
    const isOpen = now < endsAt + (WITHIN_DAYS.at(-1) ?? 0) * DAY
    const params = { days: WITHIN_DAYS.join('/'), orders: found.map(rounded).join('/') }
    return [say(isOpen ? 'activities.effect_orders_open' : 'activities.effect_orders', params)]
  }
}

/** A third of a car is 0.33. */
const rounded = (cars: number) => Math.round(cars * 100) / 100
