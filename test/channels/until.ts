import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE_MS = 10_000

/** Resolves with the first answer that is neither undefined nor false. What comes over a wire comes when it comes. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await wait(5)
  }
}
