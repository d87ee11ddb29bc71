import type { Frame } from './frames.js'

/**
 * What this channel uses of a Wechaty puppet. All that it answers comes from outside and is checked before use.
 * @see https://github.com/wechaty/puppet
 */
export interface Puppet {
  messagePayload(id: string): Promise<unknown>
  contactPayload(id: string): Promise<unknown>
  roomPayload(id: string): Promise<unknown>
  roomMemberPayload(room: string, person: string): Promise<unknown>
  friendshipPayload(id: string): Promise<unknown>
  roomList(): Promise<unknown>
  /** Lets the gateway forget what it remembers of a room or of its members. */
  roomPayloadDirty(room: string): Promise<void>
  roomMemberPayloadDirty(room: string): Promise<void>
  messageUrl(id: string): Promise<unknown>
  messageMiniProgram(id: string): Promise<unknown>
  messageLocation(id: string): Promise<unknown>
  messageContact(id: string): Promise<unknown>
  /** Answers the id of the message, where the puppet knows it. */
  messageSendText(conversation: string, text: string, mentions?: string[]): Promise<unknown>
  messageRecall(id: string): Promise<boolean>
  roomAnnounce(room: string, text: string): Promise<unknown>
  roomDel(room: string, person: string): Promise<void>
  friendshipAccept(id: string): Promise<void>
  roomInvitationAccept(id: string): Promise<void>
  roomInvitationPayload(id: string): Promise<unknown>
  roomQuit(room: string): Promise<void>
  /** Asks the gateway for a `dong` event. */
  ding(data: string): void
}

/** A Wechaty instance with its puppet. */
export interface Session {
  puppet: Puppet
  /** True while the puppet runs; it stops by itself when a start or a reset fails. */
  isActive(): boolean
  /** Never rejects: what goes wrong is told to `onError`. */
  start(): Promise<void>
  reset(): Promise<void>
  stop(): Promise<void>
}

export interface SessionEvents {
  onFrame(frame: Frame): void
  /** A frame that could not be read. */
  onBadFrame(type: number): void
  onError(error: unknown): void
  /** The event stream has ended, whoever ended it. */
  onStreamEnd(): void
}

export type OpenSession = (events: SessionEvents) => Promise<Session>
