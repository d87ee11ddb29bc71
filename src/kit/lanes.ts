import { type After, createPauses } from './after.js'
import { SECOND } from './clock.js'

export interface Lanes {
  /** Does `work` after what the lane holds before it, again and again until it succeeds. Rejects when it is dropped. */
  run(lane: string, work: () => Promise<void>): Promise<void>
  /** True while something could not be done at the first try. */
  isFailing(): boolean
  /** What is being done is finished, what waits is dropped. */
  end(): Promise<void>
}

const AGAIN_MS = SECOND
/** A database that is away for hours must not take the memory with it. */
const LONGEST_LANE = 10_000

/** The work of one lane in order, lanes side by side. */
export function createLanes(after: After, onDrop: (lane: string) => void): Lanes {
  const lanes = new Map<string, { last: Promise<void>; length: number }>()
  const failing = new Set<string>()
  const pauses = createPauses(after)
  let ended = false

  async function untilDone(name: string, work: () => Promise<void>): Promise<void> {
    while (!ended) {
      try {
        await work()
        failing.delete(name)
        return
      } catch {
        // Whoever does the work logs why.
        failing.add(name)
        await pauses.pause(AGAIN_MS)
      }
    }
    failing.delete(name)
    throw new Error('the lanes have ended')
  }

  return {
    run(name, work) {
      const lane = lanes.get(name) ?? { last: Promise.resolve(), length: 0 }
      if (lane.length >= LONGEST_LANE) {
        onDrop(name)
        return Promise.reject(new Error('the lane is full'))
      }
      lane.length += 1
      const done = lane.last.then(() => untilDone(name, work))
      lane.last = done
        .catch(() => undefined)
        .then(() => {
          lane.length -= 1
          if (!lane.length) lanes.delete(name)
        })
      lanes.set(name, lane)
      return done
    },
    isFailing: () => failing.size > 0,
    async end() {
      ended = true
      pauses.end()
      await Promise.all([...lanes.values()].map((lane) => lane.last))
    },
  }
}
