import type { Answer, Frame } from './types.js'

/** Why a call has no answer. `sent: false` is certain; otherwise nobody knows whether it was carried out. */
export class CallFailed extends Error {
  constructor(
    readonly reason:
      | 'offline'
      | 'connection_lost'
      | 'no_answer'
      | 'token_refused'
      | 'not_supported'
      | 'bad_params'
      | 'rate_limit',
    readonly sent: boolean,
  ) {
    super(reason)
    this.name = 'CallFailed'
  }
}

/** What keeps an account from coming online until the operator does something. */
export type Problem = 'token_refused' | 'wrong_account' | 'port_busy' | 'unreachable'

/** What a link tells. */
export interface LinkEvents {
  /** Calls can be made. It is no session yet: the token may still be refused. */
  onOpen(): void
  onClose(problem?: Problem): void
  /** Resolves when what the frame says is durable. */
  onEvent(frame: Frame): Promise<void>
}

/** A way to an implementation, which heals itself: it dials again, or waits to be dialled. */
export interface Link {
  /** A socket says `lifecycle` when it is good; plain HTTP has nothing of the kind. */
  readonly greets: boolean
  start(): Promise<void>
  stop(): Promise<void>
  /** Rejects with CallFailed. */
  call(action: string, params: Frame, timeoutMs: number): Promise<Answer>
  /** The session is good: the next failure starts from the shortest wait again. */
  trust(): void
  /** Cuts what is there; the link heals itself. */
  cut(problem?: Problem): void
}
