import { EXTENSIONS, SPEC_ACTIONS } from './actions.js'
import { toCqString } from './cq-string.js'
import { type Answer, type Segment, Trouble } from './types.js'
import type { OneBotWorld } from './world.js'

export type Dialect = 'spec' | 'napcat'
export type Over = 'ws' | 'http'

/** Carries out an action and answers as implementations of the dialect do. */
export function answer(
  world: OneBotWorld,
  dialect: Dialect,
  over: Over,
  action: string,
  params: Record<string, unknown>,
): Answer {
  try {
    const act = SPEC_ACTIONS[action] ?? (dialect === 'napcat' ? EXTENSIONS[action] : undefined)
    if (!act) throw new Trouble('unknown_action', `不支持的Api ${action}`)
    const data = act(world, napcatDefaults(dialect, action, params)) ?? null
    return dialect === 'napcat'
      ? { status: 'ok', retcode: 0, data, message: '', wording: '' }
      : { status: 'ok', retcode: 0, ...(data === null ? {} : { data }) }
  } catch (error) {
    if (error instanceof Trouble) return failed(error, dialect, over)
    throw error
  }
}

/** The same call without a duration mutes for half an hour by the specification, and lifts the mute here. */
const napcatDefaults = (dialect: Dialect, action: string, params: Record<string, unknown>) =>
  dialect === 'napcat' && action === 'set_group_ban' ? { duration: 0, ...params } : params

export function failed({ kind, message }: Trouble, dialect: Dialect, over: Over): Answer {
  if (dialect === 'napcat') {
    const code =
      kind === 'bad_params'
        ? over === 'ws'
          ? 1400
          : 400
        : kind === 'unknown_action'
          ? over === 'ws'
            ? 1404
            : 200
          : over === 'ws'
            ? 1200
            : 200
    return { status: 'failed', retcode: code, data: null, message, wording: message }
  }
  if (kind === 'unknown_action') return { status: 'failed', retcode: 1404, data: null }
  if (kind === 'bad_params') return { status: 'failed', retcode: 1400, data: null }
  // The reason is left to the implementation's log, but for what the caller must wait for.
  return { status: 'failed', retcode: -1, ...(kind === 'rate_limit' || kind === 'timeout' ? { msg: message } : {}) }
}

/** An event as the dialect puts it on the wire; undefined when it tells nothing of the kind. */
export function dress(
  event: Record<string, unknown>,
  dialect: Dialect,
  format: 'array' | 'string',
): Record<string, unknown> | undefined {
  // A changed card is no event of the specification.
  if (dialect === 'spec' && event.notice_type === 'group_card') return undefined
  if (event.post_type !== 'message' && event.post_type !== 'message_sent') return event
  // Outside the specification; some send it as any other message.
  const post_type = dialect === 'spec' ? 'message' : event.post_type
  const message = event.message as Segment[]
  const raw_message = toCqString(message)
  const extra =
    dialect === 'napcat' ? { message_format: format, real_id: event.message_id, message_seq: event.message_id } : {}
  return { ...event, ...extra, post_type, raw_message, message: format === 'string' ? raw_message : message }
}
