import type { After } from './types.js'

export interface Lanes {
  /** Does `work` after what the lane holds before it. What fails is tried again until it succeeds or all ends. */
  add(lane: string, work: () => Promise<void>): void
  /** True while something could not be handed over at the first try. */
  isFailing(): boolean
  /** What is being done is finished, what waits is dropped. */
  end(): Promise<void>
}

const AGAIN_MS = 1_000
/** A database that is away for hours must not take the memory with it. */
const LONGEST_LANE = 10_000

/** The events of one room one after the other, rooms side by side. */
export function createLanes(after: After, onDrop: (lane: string) => void): Lanes {
  const lanes = new Map<string, (() => Promise<void>)[]>()
  const busy = new Set<Promise<void>>()
  const failing = new Set<string>()
  const naps = new Set<() => void>()
  let ended = false

  const nap = () =>
    new Promise<void>((resolve) => {
      const awake = () => {
        naps.delete(awake)
        cancel()
        resolve()
      }
      const cancel = after(AGAIN_MS, awake)
      naps.add(awake)
    })

  async function drain(lane: string, queue: (() => Promise<void>)[]): Promise<void> {
    for (let work = queue[0]; work && !ended; work = queue[0]) {
      try {
        await work()
        queue.shift()
        failing.delete(lane)
      } catch {
        // Who takes events in logs why.
        failing.add(lane)
        if (!ended) await nap()
      }
    }
    lanes.delete(lane)
  }

  return {
    add(lane, work) {
      if (ended) return
      const queue = lanes.get(lane)
      if (queue && queue.length >= LONGEST_LANE) return onDrop(lane)
      if (queue) {
        queue.push(work)
        return
      }
      const fresh = [work]
      lanes.set(lane, fresh)
      const done: Promise<void> = drain(lane, fresh).finally(() => busy.delete(done))
      busy.add(done)
    },
    isFailing: () => failing.size > 0,
    async end() {
      ended = true
      for (const awake of [...naps]) awake()
      await Promise.all(busy)
    },
  }
}
