/** A prospect, and the colleague whose customer they are. */
export interface Prospect {
  customerId: string
  consultant: string | null
}

/**
 * Who calls whom: one's own customers first, the rest in turn to whoever has fewest. Each customer once, in the order given.
 */
export function split<T extends Prospect>(
  prospects: readonly T[],
  names: readonly string[],
): (T & { assignee: string })[] {
  const load = new Map(names.map((name) => [name, 0]))
  const once = [...new Map(prospects.map((each) => [each.customerId, each])).values()]
  const give = (name: string) => void load.set(name, (load.get(name) ?? 0) + 1)
  const isOwn = ({ consultant }: Prospect) => consultant !== null && load.has(consultant)
  for (const { consultant } of once.filter(isOwn)) give(consultant as string)
  return once.map((each) => {
    if (isOwn(each)) return { ...each, assignee: each.consultant as string }
    const [name = ''] = names.toSorted((one, other) => (load.get(one) ?? 0) - (load.get(other) ?? 0))
    give(name)
    return { ...each, assignee: name }
  })
}
