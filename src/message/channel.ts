import type { Action, Receipt } from './action.js'
import type { ChannelKind, ChatEvent } from './event.js'

/** What a channel can do. A feature asks first and falls back in a written order. */
export type Capability =
  | 'recall'
  | 'mute'
  | 'kick'
  | 'setCard'
  | 'approveJoin'
  | 'announce'
  | 'buttons'
  | 'mention'
  | 'listMembers'
  | 'directMessage'

export type ChannelState = 'offline' | 'connecting' | 'waiting_for_scan' | 'online' | 'degraded'

/** Takes an event in. Resolves when the event is durable: only then may the channel acknowledge it. */
export type Sink = (event: ChatEvent) => Promise<void>

/** One account on one platform. `start` and `stop` are idempotent. */
export interface Channel {
  readonly kind: ChannelKind
  /** Our own account on the platform; its own messages never reach the sink. */
  readonly account: string
  readonly capabilities: ReadonlySet<Capability>
  state(): ChannelState
  start(sink: Sink): Promise<void>
  stop(): Promise<void>
  /** Never throws: what went wrong is in the receipt. */
  deliver(action: Action): Promise<Receipt>
}
