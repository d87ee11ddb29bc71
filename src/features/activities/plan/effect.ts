import type { Activity } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { yuan } from './read-money.js'

/** What one car cost, in fen; null while it is not known what was spent, or while no car was sold. */
export const costPerCar = ({ spent, counted }: Activity['plan']): number | null =>
  spent !== undefined && counted?.orders ? spent / counted.orders : null

/** What each activity cost and brought, the cheapest car first. */
export function effectText({ say }: Voice, activities: readonly Activity[]): string {
  const known = activities.filter(({ plan }) => plan.spent !== undefined || plan.counted)
  if (!known.length) return say('activities.effect_none')
  const cost = (each: Activity) => costPerCar(each.plan) ?? Number.POSITIVE_INFINITY
  const lines = [...known]
    .sort((a, b) => cost(a) - cost(b))
    .map((each) => {
      const { code, title, plan } = each
      const perCar = costPerCar(plan)
      const { visits = 0, testDrives = 0, leads = 0, orders = 0 } = plan.counted ?? {}
      const sums = { planned: plan.planned === undefined ? '—' : yuan(plan.planned), spent: yuan(plan.spent ?? 0) }
      const counts = { visits, testDrives, leads, orders }
      return say('activities.effect_line', {
        code,
        title,
        ...sums,
        ...counts,
        car: perCar === null ? '—' : yuan(perCar),
      })
    })
  return [say('activities.effect'), ...lines].join('\n')
}
