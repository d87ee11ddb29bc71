const LOOK_EVERY_MS = 500

/**
 * Calls `stop` when the program is told to end. `npm start` hands a signal to the shell between it and us, which ends
 * without passing it on: then we notice that we were left alone.
 */
export function onEnd(stop: () => Promise<void>): void {
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    void stop()
  }, LOOK_EVERY_MS)
  look.unref()
}
