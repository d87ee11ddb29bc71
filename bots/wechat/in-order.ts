/** At so many loads at once a gateway is busy enough. */
const AT_ONCE = 16
/** More than this waiting means that the gateway floods us, or no longer answers. */
const MOST_WAITING = 20_000

export interface InOrder<T> {
  /** Starts `load` when there is room, and hands its result on after those of all loads added before. */
  add(load: () => Promise<T>): void
  /** Drops what waits. */
  clear(): void
}

/** Loads side by side, results in the order of arrival: a slow look-up must not let a later message overtake. */
export function createInOrder<T>(hand: (result: T) => void, onFail: (error: unknown) => void): InOrder<T> {
  let waiting: (() => Promise<T>)[] = []
  let loading = 0
  let last: Promise<void> = Promise.resolve()

  function pump(): void {
    while (loading < AT_ONCE) {
      const load = waiting.shift()
      if (!load) return
      loading++
      const result = load()
      // Handled below, in its turn; a rejection before that must not count as unhandled.
      result.catch(() => {})
      last = last.then(() => result.then(hand)).catch(onFail)
      result
        .catch(() => {})
        .finally(() => {
          loading--
          pump()
        })
    }
  }

  return {
    add(load) {
      if (waiting.length >= MOST_WAITING) return onFail(new Error('too many events wait'))
      waiting.push(load)
      pump()
    },
    clear() {
      waiting = []
    },
  }
}
