import { Setting } from '../../../store/index.js'
import type { Pair } from './fold.js'

/** The classes that wait for a yes; a line is known by its place, so none goes. */
const REVIEW = 'customers.review'

/** The line of the one is that of the other, unless that one has a line of their own. Answers whether there was such a line. */
export async function passReviewLine(
  { db }: Pick<Pair, 'db'>,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const row = await db.findOneBy(Setting, { key: REVIEW })
  const lines = (row?.value ?? []) as { customerId: string }[]
  const has = (id: string) => lines.some(({ customerId }) => customerId === id)
  if (!has(from) || has(to)) return false
  const value = lines.map((line) => (line.customerId === from ? { ...line, customerId: to } : line))
  await db.update(Setting, { key: REVIEW }, { value: value as never })
  return true
}
