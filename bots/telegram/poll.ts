import { type Link, type LinkOptions, problemOf, waitAfter } from './link.js'
import { UPDATE_KINDS, updateIdOf } from './types.js'

/** How long Telegram holds a question to which it has no answer yet. */
const HOLD_S = 25
/** A stop does not wait longer than this for Telegram. */
const FAREWELL_MS = 2_000

/**
 * Asks for updates in a loop of our own: the offset of the next question tells Telegram to forget what came before,
 * so it moves only when that is durable. grammY's own loop confirms what failed, and what it was busy with at a stop.
 */
export function createPolling({ api, take, pauses, chance, log, account, greet, report }: LinkOptions): Link {
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> | undefined
  let offset = 0

  async function round(): Promise<void> {
    const question = { offset, timeout: HOLD_S, allowed_updates: UPDATE_KINDS }
    const frames: unknown = await api.getUpdates(question, signal as never)
    report(undefined)
    if (!Array.isArray(frames) || !(await take(frames))) return
    const ids = frames.map(updateIdOf).filter((id) => id !== undefined)
    if (ids.length) offset = Math.max(...ids) + 1
    else if (frames.length) throw new Error('updates without a number')
  }

  async function run(): Promise<void> {
    let failures = 0
    let greeted = false
    while (!signal.aborted) {
      try {
        if (!greeted) {
          await greet(signal)
          // Telegram gives nothing away as long as it is told to bring it somewhere.
          await api.deleteWebhook({}, signal as never)
          greeted = true
          report(undefined)
        }
        await round()
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        greeted = false
        failures += 1
        const problem = problemOf(error)
        log.warn({ account, problem, failures }, 'Telegram does not answer as it should')
        report(problem)
        await pauses.pause(waitAfter(error, failures, chance()))
      }
    }
  }

  return {
    async start() {
      running ??= run()
    },
    async stop() {
      stopping.abort()
      await running
      if (!offset) return
      // What is durable need not come again after the next start.
      const farewell = AbortSignal.timeout(FAREWELL_MS)
      await api.getUpdates({ offset, limit: 1, timeout: 0 }, farewell as never).catch(() => undefined)
    },
  }
}
