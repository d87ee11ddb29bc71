import { In, Like } from 'typeorm'
import { groupBy } from '../../../kit/group-by.js'
import { pieces } from '../../../kit/pieces.js'
import { Broadcast, BroadcastTarget, OutboxItem } from '../../../store/index.js'
import type { Pair } from './fold.js'

/** How far a broadcast came with one target. */
const HELD = 0
const MAY_BE_SENT = 1
const WAITS = 2
const HEARD = 3

function stageOf({ state, why }: BroadcastTarget, item: OutboxItem | undefined): number {
  if (state === 'held') return why === 'account' ? MAY_BE_SENT : HELD
  if (item?.state === 'waiting') return WAITS
  // Of what is unknown it may be that it arrived.
  const isLost = item && (item.state === 'failed' || item.state === 'expired' || item.state === 'needs_person')
  return isLost ? MAY_BE_SENT : HEARD
}

/**
 * Targets follow. Nobody gets a broadcast twice: once one of the two has it, or will have it, the other is held back for good.
 * No row goes, for the links that were sent are known by them.
 */
export async function followTargets({ db, pen, keptId, mergedId }: Pair): Promise<void> {
  const targets = await db.find(BroadcastTarget, {
    where: { customerId: In([keptId, mergedId]) },
    order: { id: 'ASC' },
  })
  const theirs = targets.filter(({ customerId }) => customerId === mergedId)
  const shared = targets.filter((each) => theirs.some(({ broadcastId }) => broadcastId === each.broadcastId))
  const items = new Map<string, OutboxItem>()
  for (const some of pieces(shared.flatMap(({ itemKey }) => itemKey ?? [])))
    for (const item of await db.findBy(OutboxItem, { dedupeKey: In(some) })) items.set(item.dedupeKey, item)
  for (const alike of groupBy(shared, ({ broadcastId }) => broadcastId).values()) {
    const aimed = alike.map((target) => {
      const item = items.get(target.itemKey ?? '')
      return { target, item, stage: stageOf(target, item), isKept: Number(target.customerId === keptId) }
    })
    const [, ...others] = aimed.sort((one, other) => other.stage - one.stage || other.isKept - one.isKept)
    for (const { target, item, stage } of others) {
      if (stage !== MAY_BE_SENT && stage !== WAITS) continue
      if (item && stage === WAITS) await pen.change(OutboxItem, item, { state: 'expired', reason: 'merged' })
      await pen.change(BroadcastTarget, target, { state: 'held', why: 'merged' })
    }
  }
  for (const target of theirs) await pen.change(BroadcastTarget, target, { customerId: keptId })
}

/** Whoever is left out of a message stays left out. */
export async function followExceptions({ db, pen, keptId, mergedId }: Pair): Promise<void> {
  const where = { audience: Like(`%"${mergedId}"%`) } as object
  for (const broadcast of await db.findBy(Broadcast, where)) {
    const { audience } = broadcast
    const except = [...new Set(audience?.except?.map((id) => (id === mergedId ? keptId : id)))]
    await pen.change(Broadcast, broadcast, { audience: { ...audience, except } })
  }
}
