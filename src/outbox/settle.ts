import { MINUTE, SECOND } from '../kit/clock.js'
import type { Action, Receipt } from '../message/index.js'
import type { OutboxItem } from '../store/index.js'

const MOST_ATTEMPTS = 5

/** What is known of an item after a try. */
type Settled = Pick<OutboxItem, 'action' | 'state' | 'attempts' | 'reason' | 'sentAt' | 'externalId' | 'notBefore'>

/** 2, 8, 32… seconds, at most 10 minutes, and up to half as much again by chance. */
const backoff = (attempts: number, chance: number) =>
  Math.round(Math.min(10 * MINUTE, 2 * SECOND * 4 ** (attempts - 1)) * (1 + chance / 2))

/** The action as it is kept when it has come to its end. */
export const forgetSecret = (action: Action): Action =>
  action.type === 'say' && action.secret ? { ...action, text: '' } : action

/** What a receipt makes of an item. Only what is known not to have been sent is tried again. */
export function settle(item: OutboxItem, receipt: Receipt, now: number, chance: number): Settled {
  const settled = outcomeOf(item, receipt, now, chance)
  return settled.state === 'waiting' ? settled : { ...settled, action: forgetSecret(settled.action) }
}

function outcomeOf(item: OutboxItem, receipt: Receipt, now: number, chance: number): Settled {
  const attempts = item.attempts + 1
  const { action, notBefore } = item
  const base = { action, attempts, reason: null, sentAt: null, externalId: null, notBefore }
  if (receipt.outcome === 'sent') return { ...base, state: 'sent', sentAt: now, externalId: receipt.messageId ?? null }
  const reason = receipt.reason
  if (receipt.outcome === 'unknown') return { ...base, state: 'unknown', reason }
  if (receipt.retry && attempts < MOST_ATTEMPTS) {
    const wait = Math.max(backoff(attempts, chance), receipt.retryAfterMs ?? 0)
    return { ...base, state: 'waiting', reason, notBefore: now + wait }
  }
  // Where no notice can be put up, everybody can still read its words.
  if (action.type === 'announce')
    return { ...base, action: { ...action, type: 'say' }, state: 'waiting', attempts: 0, reason }
  return { ...base, state: action.type === 'say' ? 'failed' : 'needs_person', reason }
}
