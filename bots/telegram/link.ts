import type { Api } from 'grammy'
import type { Pauses } from '../../src/kit/after.js'
import { backoff } from '../../src/kit/backoff.js'
import type { Log } from '../../src/kit/log.js'
import { isRefused, retryAfterOf } from './receipt.js'
import type { Take } from './take.js'

/** Why an account is not online, where the operator may have to do something about it. */
export type Problem = 'unreachable' | 'token_refused' | 'taken_elsewhere' | 'refused' | 'port_busy'

/** The way in which updates reach us: asked for (`poll.ts`), or brought (`webhook.ts`). Each heals itself. */
export interface Link {
  start(): Promise<void>
  stop(): Promise<void>
}

export interface LinkOptions {
  api: Api['raw']
  take: Take
  pauses: Pauses
  chance: () => number
  log: Log
  account: string
  /** Asks who we are; rejects when Telegram does not know us. */
  greet(signal: AbortSignal): Promise<void>
  /** Undefined: all is well. */
  report(problem: Problem | undefined): void
}

/** A token does not become right by being tried often. */
const REFUSED_AGAIN_MS = 60_000

export function problemOf(error: unknown): Problem {
  if (!isRefused(error)) return 'unreachable'
  const { error_code: status = 0 } = error
  if (status === 401 || status === 404) return 'token_refused'
  if (status === 409) return 'taken_elsewhere'
  return status >= 400 && status < 500 && status !== 429 ? 'refused' : 'unreachable'
}

/** How long to wait before the next try, ms. */
export function waitAfter(error: unknown, failures: number, chance: number): number {
  if (problemOf(error) === 'token_refused') return REFUSED_AGAIN_MS
  return Math.max(retryAfterOf(error) ?? 0, backoff(failures, chance))
}
