import type { Action, Receipt } from './action.js'
import type { ChannelKind, ChatEvent } from './event.js'

/** What a channel can do. A feature asks first and falls back in a written order. */
export type Capability =
  | 'recall'
  | 'mute'
  | 'kick'
  | 'setCard'
  | 'approveJoin'
  | 'acceptInvitation'
  | 'leave'
  | 'announce'
  | 'buttons'
  | 'mention'
  | 'listMembers'
  | 'directMessage'

export type ChannelState = 'offline' | 'connecting' | 'waiting_for_scan' | 'online' | 'degraded'

/** Why an account is not online; the sentence for people is `channels.problem.<code>` in data/texts. */
export type ChannelProblem =
  | 'unreachable'
  | 'token_refused'
  | 'refused'
  | 'wrong_account'
  | 'taken_elsewhere'
  | 'port_busy'
  | 'no_events'
  | 'logged_out'
  | 'account_offline'
  | 'risk_control'

/** Takes an event in. Resolves when the event is durable: only then may the channel acknowledge it. */
export type Sink = (event: ChatEvent) => Promise<void>

/** One account on one platform. `start` and `stop` are idempotent. */
export interface Channel {
  readonly kind: ChannelKind
  /** Our own account on the platform; its own messages never reach the sink. */
  readonly account: string
  readonly capabilities: ReadonlySet<Capability>
  state(): ChannelState
  /** Why it is not online, where that is known. */
  problem?(): ChannelProblem | undefined
  /** What the QR code says that somebody has to scan. It logs the account in: for staff only, and never logged. */
  loginCode?(): string | undefined
  start(sink: Sink): Promise<void>
  stop(): Promise<void>
  /** Never throws: what went wrong is in the receipt. */
  deliver(action: Action): Promise<Receipt>
}
