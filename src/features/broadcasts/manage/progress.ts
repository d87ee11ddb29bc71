import { In } from 'typeorm'
import { pieces } from '../../../kit/pieces.js'
import { BroadcastTarget, type Db, OutboxItem } from '../../../store/index.js'

/** How it stands with one target. waiting: not sent yet · failed, expired, needs_person: not sent, and may be again. */
export const OUTCOMES = ['sent', 'waiting', 'asked', 'held', 'failed', 'expired', 'needs_person', 'unknown'] as const
type Outcome = (typeof OUTCOMES)[number]

/** Why what a colleague stopped has expired. */
export const STOPPED = 'stopped'

export interface Target {
  target: BroadcastTarget
  item: OutboxItem | null
  outcome: Outcome
}

function outcomeOf({ state }: BroadcastTarget, item: OutboxItem | null): Outcome {
  if (state !== 'queued') return state
  // What is on its way just now waits.
  return item?.state === 'sending' ? 'waiting' : (item?.state ?? 'unknown')
}

/** Every target of some broadcasts with what became of its latest attempt, in the order in which they were aimed at. */
export async function loadTargets(db: Db, broadcastIds: readonly string[]): Promise<Target[]> {
  const targets = await db.find(BroadcastTarget, {
    where: { broadcastId: In([...broadcastIds]) },
    order: { id: 'ASC' },
  })
  const keys = targets.flatMap(({ itemKey }) => itemKey ?? [])
  const items = new Map<string, OutboxItem>()
  for (const some of pieces(keys))
    for (const item of await db.findBy(OutboxItem, { dedupeKey: In(some) })) items.set(item.dedupeKey, item)
  return targets.map((target) => {
    const item = items.get(target.itemKey ?? '') ?? null
    return { target, item, outcome: outcomeOf(target, item) }
  })
}

/** Outcome → number of targets. */
export function countOutcomes(targets: readonly Pick<Target, 'outcome'>[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((each) => [each, 0])) as Record<Outcome, number>
  for (const { outcome } of targets) counts[outcome] += 1
  return counts
}

/** Known not to have arrived: only these are sent again. Of `unknown` nobody knows. */
export const mayResend = ({ outcome, target }: Target): boolean =>
  outcome === 'failed' ||
  outcome === 'expired' ||
  outcome === 'needs_person' ||
  (outcome === 'held' && target.why === 'account')
