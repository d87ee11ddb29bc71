/** Remembers the last `least` to twice `least` keys. Two sets take turns: deleting one by one is slow in a large set. */
export function recentKeys(least: number) {
  let young = new Set<string>()
  let old = new Set<string>()
  return {
    has: (key: string) => young.has(key) || old.has(key),
    add(key: string) {
      if (young.size >= least) {
        old = young
        young = new Set()
      }
      young.add(key)
    },
  }
}
