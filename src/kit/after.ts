/** Runs `run` once after so many ms; the answer calls it off. */
export type After = (ms: number, run: () => void) => () => void

/** Node runs at once what should wait longer than that. */
const LONGEST_MS = 2 ** 31 - 1

export const realAfter: After = (ms, run) => {
  const timer = setTimeout(run, Math.min(ms, LONGEST_MS))
  return () => clearTimeout(timer)
}

export interface Pauses {
  /** Resolves after so many ms, or at once when all is ended. */
  pause(ms: number): Promise<void>
  end(): void
}

/** Waits that can be cut short. */
export function createPauses(after: After): Pauses {
  const waiting = new Set<() => void>()
  let ended = false
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        if (ended) return resolve()
        const go = () => {
          waiting.delete(go)
          cancel()
          resolve()
        }
        const cancel = after(ms, go)
        waiting.add(go)
      }),
    end() {
      ended = true
      for (const go of [...waiting]) go()
    },
  }
}
