import type { Receipt } from '../../src/message/index.js'
import { TimeoutError } from './look-up.js'

type Failed = Exclude<Receipt, { outcome: 'sent' }>

const notSent = (reason: string, retry: boolean): Failed => ({ outcome: 'not_sent', reason, retry })
const unknown = (reason: string): Failed => ({ outcome: 'unknown', reason })

/** What puppets say in words; they have no codes of their own. The first that fits counts. */
const SAID: [RegExp, Failed][] = [
  [/unsupported|not support|not implement|unimplemented/i, notSent('not_supported', false)],
  [/频繁|too (often|fast|frequent|many)|frequency|rate.?limit/i, notSent('rate_limit', true)],
  [/not log(ged)? ?(in|on)|no login|未登录|已退出|no grpc manager|NO CLIENT|NOPUPPET/i, notSent('offline', true)],
  [/time.?d? ?out|超时|ECONNRESET|EPIPE|socket hang up/i, unknown('no_answer')],
  [/not (your |a )?friend|stranger|blacklist|blocked|好友|拉黑|拒收/i, notSent('not_reachable', false)],
  [/owner|admin|permission|privilege|forbidden|denied|权限|群主|管理员/i, notSent('not_admin', false)],
  [/not (in|a member of) |not (exist|found)|no such|不存在|不在群/i, notSent('not_found', false)],
]

/** gRPC's own codes. What broke on the way may have been carried out. @see https://grpc.io/docs/guides/status-codes/ */
const CODES: Record<number, Failed> = {
  1: unknown('connection_lost'),
  4: unknown('no_answer'),
  7: notSent('not_admin', false),
  8: notSent('rate_limit', true),
  12: notSent('not_supported', false),
  13: unknown('connection_lost'),
  14: unknown('connection_lost'),
  16: notSent('token_refused', false),
}

/** The gateway could not even be reached. */
const NEVER_LEFT = /No connection established|Name resolution failed|ECONNREFUSED|ENOTFOUND/

/** Why an action failed. Only what is certain not to have happened may be tried again. */
export function toReceipt(error: unknown): Failed {
  if (error instanceof TimeoutError) return unknown('no_answer')
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const words = String(message ?? '')
  if (code === 14 && NEVER_LEFT.test(words)) return notSent('offline', true)
  const known = typeof code === 'number' ? CODES[code] : undefined
  return known ?? SAID.find(([pattern]) => pattern.test(words))?.[1] ?? notSent('refused', false)
}
