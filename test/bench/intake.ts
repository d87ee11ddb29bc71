import { bareInserts } from './bare.js'
import { benchTexts } from './corpus.js'
import { benchApp, benchEvent, pump } from './scene.js'

const MESSAGES = 10_000
const ROUNDS = 3
/** One message of every member: a running store knows its members. */
const KNOWN = 4_000

const middle = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] as number

/** Durable intake through the whole pipeline, beside bare inserts of the same rows; in turns, since machines waver. */
export async function benchIntake(): Promise<void> {
  const texts = benchTexts(MESSAGES)
  const events = texts.map((text, n) => benchEvent(n, text))
  const greetings = Array.from({ length: KNOWN }, (_, n) => benchEvent(n, '早', 'hello'))
  const rates: { bare: number; pipeline: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const scene = await benchApp()
    await pump(scene, greetings)
    const pipeline = await pump(scene, events)
    await scene.store.close()
    rates.push({ bare: await bareInserts(events), pipeline })
  }
  const pipeline = middle(rates.map((each) => each.pipeline)).toFixed(0)
  const bare = middle(rates.map((each) => each.bare)).toFixed(0)
  const ratio = middle(rates.map((each) => each.pipeline / each.bare)).toFixed(2)
  console.log(`intake: ${pipeline} messages/s through the pipeline, ${bare} bare inserts/s, ratio ${ratio} (goal 0.5)`)
}
