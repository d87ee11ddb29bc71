/** How much two messages of one group share of what few others talk about: 0 nothing, 1 the same. */
export type Likeness = (one: string, other: string) => number

/** Being spoken to is no topic. */
const MENTION = /@\S+/g

/** Han characters by themselves and in pairs, and whole words of letters and digits with a letter in them. */
function termsOf(text: string): string[] {
  const terms = new Set<string>()
  for (const [run] of text
    .replace(MENTION, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu))
    if (/\p{Script=Han}/u.test(run))
      for (let n = 0; n < run.length; n++) for (const size of [1, 2]) terms.add(run.slice(n, n + size))
    else if (/\p{L}/u.test(run)) terms.add(run)
  return [...terms]
}

/** Messages that were not heard: in a talk of three messages about one thing its words are rare all the same. */
const OTHER_TALK = 20

/** Learns what is rare from all messages of the group (tf-idf over characters: no dictionary knows every part's name). */
export function likenessAmong(texts: Iterable<string>): Likeness {
  const counts = new Map<string, number>()
  let total = 0
  for (const text of texts) {
    total += 1
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const rarity = (term: string) => Math.log((total + OTHER_TALK) / ((counts.get(term) ?? 0) + 1))
  const weigh = (text: string) => {
    const weights = new Map(termsOf(text).map((term) => [term, rarity(term) ** 2]))
    return { weights, length: Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0)) }
  }
  const known = new Map<string, ReturnType<typeof weigh>>()
  const of = (text: string) => {
    const found = known.get(text) ?? weigh(text)
    known.set(text, found)
    return found
  }
  return (one, other) => {
    const [a, b] = [of(one), of(other)]
    let shared = 0
    for (const [term, weight] of a.weights) shared += weight * (b.weights.get(term) ?? 0)
    return a.length && b.length ? shared / (a.length * b.length) : 0
  }
}
