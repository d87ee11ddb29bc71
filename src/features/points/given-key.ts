import { dayOf } from '../../kit/zone.js'
import { earningKey } from '../earn-points.js'
import type { Turn } from '../step.js'
import type { PointsCommand } from './command.js'

/** The same service once a day, the same outing once. */
export function givenKey(
  { reason, note }: Pick<Extract<PointsCommand, { type: 'earn' }>, 'reason' | 'note'>,
  customerId: string,
  { now }: Turn,
  zone: string,
): string {
  const subject = reason === 'activity' && note ? note.slice(0, 80) : dayOf(now, zone)
  return earningKey({ reason, subject, customerId })
}
