import type { Receipt } from '../../src/message/index.js'

/** grammY's errors by their shape: the library itself is loaded only when a channel starts. */
interface Refused {
  name: 'GrammyError'
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

export const isRefused = (error: unknown): error is Refused => (error as Error | undefined)?.name === 'GrammyError'

export const notSent = (reason: string): Receipt => ({ outcome: 'not_sent', reason, retry: false })

/** How long Telegram wants to be left alone, ms; undefined when that is not what it said. */
export function retryAfterOf(error: unknown): number | undefined {
  if (!isRefused(error) || error.error_code !== 429) return undefined
  return Math.max(1, error.parameters?.retry_after ?? 1) * 1000
}

/** Set when the group has become a supergroup: then it goes on under this id, and nothing was done. */
export const movedTo = (error: unknown): number | undefined =>
  isRefused(error) ? error.parameters?.migrate_to_chat_id : undefined

/** Telegram has no codes for its refusals, only sentences. First match wins. */
const REASONS: readonly [RegExp, string][] = [
  [/can't initiate conversation|bot can't send messages to (the user|bots)/, 'cannot_start_chat'],
  [/blocked by the user/, 'blocked'],
  [/bot was kicked|not a member of the|group chat was (deleted|deactivated)|channel_private/, 'not_in_room'],
  [/only for supergroups|available only in supergroups|method is available for supergroup/, 'needs_supergroup'],
  [/not enough rights|need administrator|admin_required|have no rights|right_forbidden/, 'not_admin'],
  [/chat owner|is an administrator|can't restrict self|can't be deleted|write_forbidden/, 'not_admin'],
  [/need to be inviter|only the creator of/, 'not_admin'],
  [/topic_closed/, 'topic_closed'],
  [/topic_deleted|thread not found/, 'topic_gone'],
  [/message to \w+ not found|message_id_invalid|message identifier/, 'unknown_message'],
  [/hide_requester_missing|user_already_participant/, 'request_gone'],
  [/(user|member) not found|not in the chat|user_not_participant|deactivated/, 'unknown_person'],
  [/participant_id_invalid|user_id_invalid/, 'unknown_person'],
  [/chat not found|peer_id_invalid|chat_id is empty/, 'unknown_room'],
  [/too long/, 'too_long'],
]

/** Never left our machine: whatever else went wrong on the way may have arrived. */
const NOT_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What a failed call means for what should have been sent. */
export function failure(error: unknown): Receipt {
  const after = retryAfterOf(error)
  if (after !== undefined) return { outcome: 'not_sent', reason: 'rate_limit', retry: true, retryAfterMs: after }
  if (!isRefused(error)) {
    const { code } = ((error as { error?: unknown } | undefined)?.error ?? {}) as { code?: string }
    if (code && NOT_LEFT.has(code)) return { outcome: 'not_sent', reason: 'unreachable', retry: true }
    return { outcome: 'unknown', reason: 'no_answer' }
  }
  const { error_code: status = 0, description = '' } = error
  if (status === 401 || status === 404) return notSent('token_refused')
  // Something broke on Telegram's side, before or after it was done.
  if (status < 400 || status >= 500) return { outcome: 'unknown', reason: `answer_${status}` }
  const words = description.toLowerCase()
  return notSent(REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? `refused_${status}`)
}
