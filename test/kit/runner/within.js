const USUAL_MS = 30_000

/**
 * A test or hook that fails after so many ms (30 s unless it says otherwise), and as soon as an error that nobody
 * catches comes up while it runs.
 */
export const within =
  (ms = USUAL_MS, work) =>
  () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(reject, new Error(`took longer than ${ms} ms`)), ms)
      const uncaught = (error) => end(reject, error)
      function end(settle, value) {
        clearTimeout(timer)
        process.off('uncaughtException', uncaught)
        settle(value)
      }
      process.on('uncaughtException', uncaught)
      Promise.resolve()
        .then(work)
        .then(
          () => end(resolve),
          (error) => end(reject, error),
        )
    })
