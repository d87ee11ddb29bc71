import type { z } from 'zod'
import * as wire from './payloads.js'

/** Event types of the gateway's stream. @see https://github.com/wechaty/grpc/blob/main/proto/wechaty/puppet/event.proto */
const TYPES = {
  1: ['heartbeat', wire.AnyEvent],
  2: ['message', wire.MessageEvent],
  3: ['dong', wire.AnyEvent],
  16: ['error', wire.AnyEvent],
  17: ['friendship', wire.FriendshipEvent],
  18: ['room-invite', wire.InviteEvent],
  19: ['room-join', wire.JoinEvent],
  20: ['room-leave', wire.LeaveEvent],
  21: ['room-topic', wire.TopicEvent],
  22: ['scan', wire.ScanEvent],
  23: ['ready', wire.AnyEvent],
  25: ['login', wire.LoginEvent],
  26: ['logout', wire.LogoutEvent],
  27: ['dirty', wire.DirtyEvent],
} as const

type Types = (typeof TYPES)[keyof typeof TYPES]
export type FrameName = Types[0]

/** What a gateway tells, checked. */
export type Frame = { [T in Types as T[0]]: { name: T[0]; payload: z.infer<T[1]> } }[FrameName]

/** Undefined when the type is unknown, the payload no JSON, or of another shape. */
export function readFrame(type: number, payload: string): Frame | undefined {
  const known: Types | undefined = TYPES[type as keyof typeof TYPES]
  if (!known) return undefined
  try {
    const read = known[1].safeParse(JSON.parse(payload))
    return read.success ? ({ name: known[0], payload: read.data } as Frame) : undefined
  } catch {
    return undefined
  }
}

/** What the library has to hear itself. From all else it would load whole rooms, for which nobody asked. */
export const LIBRARY_NEEDS: ReadonlySet<FrameName> = new Set(['heartbeat', 'dong', 'login', 'logout', 'ready', 'dirty'])
