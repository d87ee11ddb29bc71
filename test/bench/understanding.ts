import { createUnderstand } from '../../src/understanding/index.js'
import { benchTexts } from './corpus.js'

const TEXTS = 20_000
const ROUNDS = 5

/** understand() alone, on one core. */
export function benchUnderstanding(): void {
  const loading = performance.now()
  const understand = createUnderstand()
  const loaded = performance.now() - loading
  const texts = benchTexts(TEXTS)
  for (const text of texts.slice(0, 2_000)) understand(text)
  const rates = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    for (const text of texts) understand(text)
    return TEXTS / ((performance.now() - started) / 1000)
  })
  const rate = rates.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] as number
  console.log(`understand: ${rate.toFixed(0)} messages/s (goal 20000), model loaded in ${loaded.toFixed(0)} ms`)
}
