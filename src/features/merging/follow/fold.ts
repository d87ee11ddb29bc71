import { In } from 'typeorm'
import { groupBy } from '../../../kit/group-by.js'
import type { Db } from '../../../store/index.js'
import type { JournalPen, Row } from './journal.js'

/** Two customers who become one, by their ids. */
export interface Pair {
  db: Db
  pen: JournalPen
  /** Who goes on, and who is no more. */
  keptId: string
  mergedId: string
}

interface Kind<T> {
  entity: new () => T
  /** Of rows for which this is the same, a customer has one. */
  same(row: T): string
  /** That with the higher figures stays, the first of them before the second; of two alike that of whoever goes on. */
  rank(row: T): readonly number[]
  /** What the one that stays takes from the other. */
  unite?(stays: T, goes: T): Partial<T>
}

/** Rows of one kind follow; where both customers have one, one stays. */
export const folding =
  <T extends Row & { customerId: string }>({ entity, same, rank, unite }: Kind<T>) =>
  async ({ db, pen, keptId, mergedId }: Pair): Promise<void> => {
    const rows: T[] = await db.find(entity, { where: { customerId: In([keptId, mergedId]) } as object })
    for (const alike of groupBy(rows, same).values()) {
      if (!alike.some(({ customerId }) => customerId === mergedId)) continue
      const isKept = ({ customerId }: T) => Number(customerId === keptId)
      const [stays, ...others] = alike.sort(
        (one, other) => compare(rank(other), rank(one)) || isKept(other) - isKept(one) || (one.id < other.id ? -1 : 1),
      ) as [T, ...T[]]
      for (const goes of others) {
        const columns = unite?.(stays, goes) ?? {}
        await pen.remove(entity, goes)
        if (Object.keys(columns).length) await pen.change(entity, stays, columns)
      }
      if (stays.customerId === mergedId) await pen.change(entity, stays, { customerId: keptId } as Partial<T>)
    }
  }

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [n, figure] of one.entries()) if (figure !== other[n]) return figure - (other[n] ?? 0)
  return 0
}
