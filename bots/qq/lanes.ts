import type { After } from './link.js'

export interface Lanes {
  /** Runs `work` after what the lane holds before it; what fails is tried again until it succeeds or all is ended. */
  run(lane: string, work: () => Promise<void>): Promise<void>
  /** Ends every lane; what waits is dropped. */
  end(): Promise<void>
}

const AGAIN_MS = 1_000
/** A database that is away for hours must not take the memory with it. */
const LONGEST_QUEUE = 10_000

/** The events of one room are offered one after the other, rooms side by side. */
export function createLanes(after: After, onDropped: (lane: string) => void): Lanes {
  const lanes = new Map<string, { last: Promise<void>; length: number }>()
  const pauses = new Set<() => void>()
  let ended = false

  const pause = () =>
    new Promise<void>((resolve) => {
      const go = () => {
        pauses.delete(go)
        cancel()
        resolve()
      }
      const cancel = after(AGAIN_MS, go)
      pauses.add(go)
    })

  async function untilDone(work: () => Promise<void>): Promise<void> {
    while (!ended) {
      try {
        return await work()
      } catch {
        if (!ended) await pause()
      }
    }
  }

  return {
    run(name, work) {
      const lane = lanes.get(name) ?? { last: Promise.resolve(), length: 0 }
      if (lane.length >= LONGEST_QUEUE) {
        onDropped(name)
        return Promise.reject(new Error('lane is full'))
      }
      lane.length += 1
      lane.last = lane.last
        .then(() => untilDone(work))
        .then(() => {
          lane.length -= 1
          if (!lane.length) lanes.delete(name)
        })
      lanes.set(name, lane)
      return lane.last
    },
    async end() {
      ended = true
      for (const go of [...pauses]) go()
      await Promise.all([...lanes.values()].map((lane) => lane.last))
    },
  }
}
