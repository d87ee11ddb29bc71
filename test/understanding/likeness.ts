/** For a text how much it has in common with the most alike of these: shared character trigrams out of all, 0 to 1. */
export function nearestOf(texts: string[]): (text: string) => number {
  const holders = new Map<string, number[]>()
  const sizes: number[] = []
  for (const [i, text] of texts.entries()) {
    const grams = trigrams(text)
    sizes.push(grams.size)
    for (const gram of grams) {
      const held = holders.get(gram)
      if (held) held.push(i)
      else holders.set(gram, [i])
    }
  }
  return (text) => {
    const grams = trigrams(text)
    const shared = new Map<number, number>()
    for (const gram of grams) for (const i of holders.get(gram) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1)
    let most = 0
    for (const [i, count] of shared) most = Math.max(most, count / (grams.size + sizes[i]! - count))
    return most
  }
}

function trigrams(text: string): Set<string> {
  const plain = text.replace(/[\p{P}\p{Z}\s]/gu, '')
  return new Set(Array.from({ length: Math.max(0, plain.length - 2) }, (_, i) => plain.slice(i, i + 3)))
}
