import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../data/corpus/', import.meta.url))

interface Line {
  text: string
  leads: string[]
  topic: string
  moderation: string
}

/** How often each kind of message comes in a real group, in a hundred. */
const MIX = { lead: 7, violation: 4, question: 24, chatter: 65 }
type Kind = keyof typeof MIX

const kindOf = ({ leads, topic, moderation }: Line): Kind =>
  leads.length ? 'lead' : moderation !== 'clean' ? 'violation' : topic !== 'none' ? 'question' : 'chatter'

/** Messages in the natural mix of a group; none comes twice while the corpus lasts, so nothing is answered from memory. */
export function benchTexts(count: number): string[] {
  const pools: Record<Kind, string[]> = { lead: [], violation: [], question: [], chatter: [] }
  for (const file of readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .sort())
    for (const line of readFileSync(FOLDER + file, 'utf8')
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as Line))
      pools[kindOf(line)].push(line.text)
  const order = Object.entries(MIX).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind))
  const used: Record<Kind, number> = { lead: 0, violation: 0, question: 0, chatter: 0 }
  return Array.from({ length: count }, (_, n) => {
    // 37 is prime to 100: every hundred messages hold the whole mix, well stirred.
    const kind = order[(n * 37) % 100] as Kind
    const pool = pools[kind]
    return pool[used[kind]++ % pool.length] as string
  })
}
