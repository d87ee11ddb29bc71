import type { Handle, Turn } from '../features/step.js'

/** Walks one event through the handles. A handle that does not call `next` ends the way. */
export function walk(handles: readonly Handle[], turn: Turn, from = 0): void {
  const handle = handles[from]
  if (!handle) return
  let called = false
  handle(turn, () => {
    if (called) throw new Error('a step called next twice')
    called = true
    walk(handles, turn, from + 1)
  })
}
