import type { Body } from './methods.js'

export interface Hook {
  url: string
  secret: string | undefined
}

/** The updates that wait for the bot: held back until it asks, or brought to its webhook. */
export function createUpdates() {
  let next = 1
  let queue: { id: number; frame: unknown }[] = []
  let hook: Hook | undefined
  let lastError: string | undefined
  let bringing: Promise<void> | undefined
  let closed = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const go of [...waiting]) go()
  }

  async function bring(): Promise<void> {
    while (hook && queue.length && !closed) {
      const { frame } = queue[0]!
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (hook.secret) headers['x-telegram-bot-api-secret-token'] = hook.secret
      const answer = await fetch(hook.url, { method: 'POST', headers, body: JSON.stringify(frame) }).catch(
        () => undefined,
      )
      if (answer?.ok) queue.shift()
      else {
        lastError = answer
          ? `Wrong response from the webhook: ${answer.status} ${answer.statusText}`
          : 'Connection refused'
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      wake()
    }
  }

  function pump(): void {
    wake()
    if (hook && !bringing) bringing = bring().finally(() => (bringing = undefined))
  }

  return {
    /** Numbers it; what is no object cannot carry a number and goes out as it is. */
    push(frame: unknown): void {
      const id = next++
      const isObject = typeof frame === 'object' && frame !== null && !Array.isArray(frame)
      queue.push({ id, frame: isObject ? { ...(frame as Body), update_id: id } : frame })
      pump()
    },
    /** Answers at once when there is something, otherwise when there is, or after the time-out. */
    async ask({ offset = 0, limit = 100, timeout = 0 }: { offset?: number; limit?: number; timeout?: number }) {
      queue = queue.filter(({ id }) => id >= offset)
      wake()
      if (!queue.length && timeout) {
        await new Promise<void>((resolve) => {
          const go = () => {
            if (!queue.length && !closed) return
            waiting.delete(go)
            clearTimeout(timer)
            resolve()
          }
          const timer = setTimeout(() => {
            waiting.delete(go)
            resolve()
          }, timeout * 1000)
          waiting.add(go)
        })
      }
      return queue.slice(0, limit).map(({ frame }) => frame)
    },
    /** Resolves when the bot has confirmed everything so far. */
    async confirmed(): Promise<void> {
      const upTo = next
      while (queue.some(({ id }) => id < upTo) && !closed)
        await new Promise<void>((resolve) => {
          const go = () => {
            waiting.delete(go)
            resolve()
          }
          waiting.add(go)
        })
    },
    setHook(given: Hook | undefined): void {
      hook = given
      pump()
    },
    /** What getWebhookInfo tells. */
    hookInfo: () => ({
      url: hook?.url ?? '',
      pending_update_count: queue.length,
      ...(lastError ? { last_error_message: lastError } : {}),
    }),
    async close(): Promise<void> {
      closed = true
      hook = undefined
      wake()
      await bringing
    },
    waiting: () => queue.length,
  }
}
