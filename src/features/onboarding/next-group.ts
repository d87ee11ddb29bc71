/** A group as far as newcomers are sent there. */
export interface Place {
  id: string
  name: string
  accountId: string
  tags: readonly string[]
  members: number
  /** So many make it full; null: nobody knows. */
  limit: number | null
  /** The name of the group that a colleague chose to come after it. */
  next?: string | undefined
}

/** From this share on it is nearly full: time to think of the next one. */
export const NEARLY = 0.9

export const isFull = ({ members, limit }: Pick<Place, 'members' | 'limit'>): boolean =>
  limit !== null && members >= limit
export const isFilling = ({ members, limit }: Pick<Place, 'members' | 'limit'>): boolean =>
  limit !== null && members >= limit * NEARLY

/** 追风一群, 追风2群 and 追风群 are one series: the name without its number. */
const seriesOf = (name: string): string =>
  name.replace(/\s+/g, '').replace(/[（(【[]?第?(?:[一二三四五六七八九十百]+|\d+)[）)】\]]?号?(?=群?$)/u, '')

const sameWords = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((word) => other.includes(word))

/** Groups of one account with the same tags; where neither has any, those of one series. */
export const isSameKind = (one: Place, other: Place): boolean =>
  one.accountId === other.accountId &&
  (one.tags.length || other.tags.length ? sameWords(one.tags, other.tags) : seriesOf(one.name) === seriesOf(other.name))

/**
 * Where newcomers go when a group is full: the group that a colleague chose, or what comes after that one when it is
 * full too; else the fullest of the same kind that still has room, so that groups fill up one after the other.
 */
export function nextGroup(full: Place, places: readonly Place[]): Place | null {
  const seen = new Set([full.id])
  for (let place: Place | undefined = full; place?.next; ) {
    const chosen: Place | undefined = places.find(({ name }) => name === place?.next)
    if (!chosen || seen.has(chosen.id)) break
    if (!isFull(chosen)) return chosen
    seen.add(chosen.id)
    place = chosen
  }
  const others = places.filter((each) => !seen.has(each.id) && isSameKind(full, each))
  const roomy = others.filter((each) => !isFilling(each))
  const [best] = (roomy.length ? roomy : others.filter((each) => !isFull(each))).sort(
    (one, other) => other.members - one.members || one.name.localeCompare(other.name),
  )
  return best ?? null
}
