import { CustomerMatch } from '../../../store/index.js'
import type { Pair } from './fold.js'

/** Whether they are a third person is asked of whoever goes on. The question about the two stays theirs. */
export async function followMatches({ db, pen, keptId, mergedId }: Pair): Promise<void> {
  const matches = await db.findBy(CustomerMatch, [{ customerId: mergedId }, { knownId: mergedId }])
  for (const match of matches) {
    const { customerId, knownId } = match
    if (customerId === keptId || knownId === keptId) continue
    await pen.change(CustomerMatch, match, customerId === mergedId ? { customerId: keptId } : { knownId: keptId })
  }
}
