import type { After } from '../../src/kit/after.js'
import { CallFailed } from './link.js'
import { type Answer, type Frame, toAnswer } from './types.js'

export interface Calls {
  /** Rejects with CallFailed. */
  call(send: (text: string) => void, action: string, params: Frame, timeoutMs: number): Promise<Answer>
  /** True when the frame was an answer to something we asked. */
  settle(frame: Frame): boolean
  /** The connection is gone: nobody knows what became of the calls that were under way. */
  abandon(): void
}

/** Which answer belongs to which call: `echo` comes back as it went out, in any order. */
export function createCalls(after: After): Calls {
  const waiting = new Map<string, { resolve(answer: Answer): void; reject(error: CallFailed): void }>()
  let made = 0

  return {
    call(send, action, params, timeoutMs) {
      const echo = `cheyou-${++made}`
      return new Promise<Answer>((resolve, reject) => {
        const forget = after(timeoutMs, () => waiting.get(echo)?.reject(new CallFailed('no_answer', true)))
        const end = () => {
          forget()
          waiting.delete(echo)
        }
        waiting.set(echo, {
          resolve: (answer) => {
            end()
            resolve(answer)
          },
          reject: (error) => {
            end()
            reject(error)
          },
        })
        try {
          send(JSON.stringify({ action, params, echo }))
        } catch {
          waiting.get(echo)?.reject(new CallFailed('offline', false))
        }
      })
    },
    settle(frame) {
      const call = typeof frame.echo === 'string' ? waiting.get(frame.echo) : undefined
      const answer = call && toAnswer(frame)
      if (answer) call?.resolve(answer)
      return answer !== undefined
    },
    abandon() {
      for (const call of [...waiting.values()]) call.reject(new CallFailed('connection_lost', true))
    },
  }
}
