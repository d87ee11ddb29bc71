import type { Receipt } from '../../src/message/index.js'
import { CallFailed } from './link.js'
import { type Answer, idOf, isFrame } from './types.js'

/** Retcodes differ by implementation; what went wrong is in the words alone. The first that fits is taken. */
const REASONS: readonly { words: RegExp; receipt: Receipt }[] = [
  // QQ holds the message back (风控) or is slow: it may yet appear, so nobody says it again.
  { words: /timeout|time out|timed out|超时|风控/i, receipt: { outcome: 'unknown', reason: 'risk_control' } },
  { words: /群名片未生效/, receipt: { outcome: 'unknown', reason: 'not_confirmed' } },
  {
    words: /too (many|fast|frequent)|rate.?limit|frequen|频繁|过快|限频/i,
    receipt: { outcome: 'not_sent', reason: 'rate_limit', retry: true },
  },
  { words: /被?禁言|muted|shut ?up/i, receipt: { outcome: 'not_sent', reason: 'muted', retry: false } },
  {
    words: /NOT_GROUP_ADMIN|cannot (ban|kick) (owner|admin)|permission|not.{0,12}(admin|owner)|权限|管理员|群主/i,
    receipt: { outcome: 'not_sent', reason: 'not_admin', retry: false },
  },
  { words: /no such request/i, receipt: { outcome: 'not_sent', reason: 'request_gone', retry: false } },
  { words: /recall failed/i, receipt: { outcome: 'not_sent', reason: 'too_late_to_recall', retry: false } },
  {
    words: /不支持|unsupported|not support|unknown action|no such api/i,
    receipt: { outcome: 'not_sent', reason: 'not_supported', retry: false },
  },
]

const REFUSED = new Set([1401, 1403, 401, 403])
const UNKNOWN_ACTION = new Set([1404, 404])

/** What a failed answer means. */
export function refusal({ retcode, words }: Answer): Receipt {
  const known = REASONS.find((each) => each.words.test(words))
  if (known) return known.receipt
  if (REFUSED.has(retcode)) return { outcome: 'not_sent', reason: 'token_refused', retry: true }
  if (UNKNOWN_ACTION.has(retcode)) return { outcome: 'not_sent', reason: 'not_supported', retry: false }
  return { outcome: 'not_sent', reason: `refused_${retcode}`, retry: false }
}

/** Of calls that never got an answer. Anything else thrown is a bug of ours, and nobody knows what it left behind. */
export function failure(error: unknown): Receipt {
  if (!(error instanceof CallFailed)) return { outcome: 'unknown', reason: 'internal' }
  if (error.sent) return { outcome: 'unknown', reason: error.reason }
  const retry = error.reason !== 'not_supported' && error.reason !== 'bad_params'
  return { outcome: 'not_sent', reason: error.reason, retry }
}

/** The id of what was sent, where the implementation gives one. */
export function sent({ data }: Answer): Receipt {
  const messageId = isFrame(data) ? idOf(data.message_id) : undefined
  return { outcome: 'sent', ...(messageId === undefined ? {} : { messageId }) }
}
