import type { Ids } from '../../src/kit/ids.js'

/** Ids that count up, and sort like the real ones by the time they were made. */
export function countingIds(prefix = 'id'): Ids {
  let made = 0
  return () => {
    made += 1
    return `${prefix}-${String(made).padStart(8, '0')}`
  }
}
