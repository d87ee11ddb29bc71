import type { AcceptInvitationAction, Action, SayAction } from '../../src/message/index.js'
import { type Frame, idOf, type Segment, wireId } from './types.js'

/** One call of the protocol. */
export interface Call {
  action: string
  params: Frame
  timeoutMs: number
}

const PATIENCE_MS = 15_000
/** QQ mutes for 30 days at most. */
const LONGEST_MUTE_S = 30 * 86_400

/** The names by which a text may call a person, most likely first. */
export type NamesOf = (room: string, person: string) => readonly string[]

/**
 * Text → segments, each `@name` a real mention. Always an array: in a string, a member called `[CQ:at,qq=all]` would
 * call everybody.
 */
export function toSegments({ room, text, mentions = [], replyTo }: SayAction, namesOf: NamesOf): Segment[] {
  const segments: Segment[] = []
  const quoted = replyTo === undefined ? undefined : idOf(replyTo)
  if (quoted !== undefined) segments.push({ type: 'reply', data: { id: quoted } })
  const say = (words: string) => {
    if (words) segments.push({ type: 'text', data: { text: words } })
  }
  let rest = text
  for (const person of room.kind === 'group' ? mentions : []) {
    const found = findMention(rest, namesOf(room.id, person))
    const at = { type: 'at', data: { qq: person } }
    if (!found) {
      // Nowhere in the words: in front of them, unless a quote calls the person already.
      if (quoted === undefined) segments.unshift(at, { type: 'text', data: { text: ' ' } })
      continue
    }
    say(rest.slice(0, found.index))
    segments.push(at)
    rest = rest.slice(found.index + found.length)
  }
  say(rest)
  return segments
}

/** A known name is looked for first: names hold spaces and dashes, and no pattern finds their end. */
function findMention(text: string, names: readonly string[]): { index: number; length: number } | undefined {
  for (const name of names) {
    const index = name ? text.indexOf(`@${name}`) : -1
    if (index >= 0) return { index, length: name.length + 1 }
  }
  const match = /@[^\s@，,。：:！!？?、；;]+/.exec(text)
  return match ? { index: match.index, length: match[0].length } : undefined
}

export function sayCall({ room }: SayAction, message: Segment[], via: string | undefined): Call {
  if (room.kind === 'group')
    return {
      action: 'send_group_msg',
      params: { group_id: wireId(room.id), message },
      timeoutMs: PATIENCE_MS,
    }
  return {
    action: 'send_private_msg',
    // Who is no friend is reached through a group that both are in, where the implementation can.
    params: { user_id: wireId(room.id), message, ...(via === undefined ? {} : { group_id: wireId(via) }) },
    timeoutMs: PATIENCE_MS,
  }
}

/** The call for everything but speech; undefined when the ids are none of QQ's. */
export function toCall(action: Exclude<Action, SayAction>): Call | undefined {
  if (action.type === 'acceptInvitation') {
    const { request, accept, reason = '' } = action
    return { action: NAMES.approveJoin, params: answerTo('invite', request, accept, reason), timeoutMs: PATIENCE_MS }
  }
  const group = idOf(action.room.id)
  if (group === undefined || action.room.kind !== 'group') return undefined
  const params = paramsOf(action)
  if (!params) return undefined
  // A recall names the message alone.
  const where = action.type === 'recall' ? {} : { group_id: wireId(group) }
  return { action: NAMES[action.type], params: { ...where, ...params }, timeoutMs: PATIENCE_MS }
}

const NAMES = {
  announce: '_send_group_notice',
  recall: 'delete_msg',
  mute: 'set_group_ban',
  kick: 'set_group_kick',
  setCard: 'set_group_card',
  approveJoin: 'set_group_add_request',
  leave: 'set_group_leave',
} as const

/** `type` is what some implementations call `sub_type`. */
const answerTo = (kind: 'add' | 'invite', flag: string, approve: boolean, reason: string): Frame => ({
  flag,
  sub_type: kind,
  type: kind,
  approve,
  ...(approve ? {} : { reason }),
})

function paramsOf(action: Exclude<Action, SayAction | AcceptInvitationAction>): Frame | undefined {
  switch (action.type) {
    case 'announce':
      return { content: action.text }
    case 'recall': {
      const id = idOf(action.messageId)
      return id === undefined ? undefined : { message_id: wireId(id) }
    }
    case 'approveJoin': {
      const { request, approve, reason = '' } = action
      return answerTo('add', request, approve, reason)
    }
    case 'mute': {
      // Without a duration one implementation mutes for half an hour and another one lifts the mute.
      const duration = Math.min(LONGEST_MUTE_S, Math.max(0, Math.round(action.seconds)))
      return withPerson(action.person, { duration })
    }
    case 'leave':
      // Of a group that is ours it would be the end.
      return { is_dismiss: false }
    case 'kick':
      return withPerson(action.person, { reject_add_request: false })
    case 'setCard':
      return withPerson(action.person, { card: action.card })
  }
}

function withPerson(person: string, rest: Frame): Frame | undefined {
  const id = idOf(person)
  return id === undefined ? undefined : { user_id: wireId(id), ...rest }
}
