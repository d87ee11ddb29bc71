import type { Say } from '../kit/texts.js'
import { LEFT_GROUP } from '../outbox/index.js'

/** Platforms have many words for a refusal; people need few. */
const REASONS: Record<string, string> = {
  not_admin: 'not_admin',
  muted: 'muted',
  rate_limit: 'rate_limit',
  not_supported: 'not_supported',
  not_in_room: 'not_in_room',
  [LEFT_GROUP]: 'not_in_room',
  not_reachable: 'not_reachable',
  cannot_start_chat: 'not_reachable',
  blocked: 'not_reachable',
  too_late_to_recall: 'too_late',
  request_gone: 'too_late',
}

/** Why something could not be done, as the staff are told. */
export const reasonText = (say: Say, reason: string | null): string =>
  say(`staff.reason.${REASONS[reason ?? ''] ?? 'other'}`)
