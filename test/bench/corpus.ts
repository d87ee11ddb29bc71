import { readCorpus } from '../../bots/training/corpus.js'
import { type Kind, kindOf, NATURAL_MIX } from '../../bots/training/natural-mix.js'

/** Messages in the natural mix of a group; none comes twice while the corpus lasts, so nothing is answered from memory. */
export function benchTexts(count: number): string[] {
  const pools: Record<Kind, string[]> = { lead: [], violation: [], question: [], chatter: [] }
  for (const { messages } of readCorpus()) for (const message of messages) pools[kindOf(message)].push(message.text)
  const order = Object.entries(NATURAL_MIX).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind))
  const used: Record<Kind, number> = { lead: 0, violation: 0, question: 0, chatter: 0 }
  return Array.from({ length: count }, (_, n) => {
    // 37 is prime to 100: every hundred messages hold the whole mix, well stirred.
    const kind = order[(n * 37) % 100] as Kind
    const pool = pools[kind]
    return pool[used[kind]++ % pool.length] as string
  })
}
