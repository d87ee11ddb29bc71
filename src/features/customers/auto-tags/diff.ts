import type { CustomerTag } from '../../../store/index.js'
import { ruleOf } from './by.js'

type Row = Pick<CustomerTag, 'id' | 'tag' | 'by'>

export interface TagDiff {
  add: { tag: string; by: string }[]
  change: { id: string; by: string }[]
  remove: string[]
}

/**
 * What has to change so that a customer has the wanted tags (tag → who gave it). A tag by hand stays as it is, and one
 * that a colleague took away does not come back.
 */
export function diffTags(
  rows: readonly Row[],
  wanted: ReadonlyMap<string, string>,
  without: readonly string[],
): TagDiff {
  const kept = new Map([...wanted].filter(([tag]) => !without.includes(tag)))
  const own = rows.filter((row) => ruleOf(row) !== null)
  return {
    add: [...kept].filter(([tag]) => !rows.some((row) => row.tag === tag)).map(([tag, by]) => ({ tag, by })),
    change: own.flatMap(({ id, tag, by }) => {
      const now = kept.get(tag)
      return now && now !== by ? [{ id, by: now }] : []
    }),
    remove: own.filter(({ tag }) => !kept.has(tag)).map(({ id }) => id),
  }
}
