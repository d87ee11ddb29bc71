import { describe, expect, it } from '@jest/globals'
import type { Action, Receipt } from '../../src/message/index.js'
import { outboxItem } from '../../src/outbox/index.js'
import { settle } from '../../src/outbox/settle.js'
import type { OutboxItem } from '../../src/store/index.js'

const SECOND = 1_000
const NOW = Date.UTC(2026, 8, 1)
const room = { id: 'owners', kind: 'group' as const }

const say: Action = { type: 'say', room, text: '你好' }
const announce: Action = { type: 'announce', room, text: '放假通知', buttons: [{ label: '好', data: 'ok' }] }
const recall: Action = { type: 'recall', room, messageId: 'm1' }
const mute: Action = { type: 'mute', room, person: 'zhang', seconds: 600 }
const kick: Action = { type: 'kick', room, person: 'zhang' }
const setCard: Action = { type: 'setCard', room, person: 'zhang', card: '追风车主-小张' }

const approve: Action = { type: 'approveJoin', room, person: 'li', request: 'r', approve: true }

const sent: Receipt = { outcome: 'sent', messageId: 'p1' }
const busy: Receipt = { outcome: 'not_sent', reason: 'rate_limit', retry: true }
const refused: Receipt = { outcome: 'not_sent', reason: 'no_permission', retry: false }
const unknown: Receipt = { outcome: 'unknown', reason: 'timeout' }

const item = (action: Action, attempts = 0): OutboxItem => ({
  ...outboxItem({ id: 'i', accountId: 'a', action, priority: 'reply', dedupeKey: 'k', now: NOW, lifetime: SECOND }),
  attempts,
})

describe('what a receipt makes of an item', () => {
  it.each<[string, Action, number, Receipt, Partial<OutboxItem>]>([
    ['sent', say, 0, sent, { state: 'sent', sentAt: NOW, externalId: 'p1', reason: null, attempts: 1 }],
    ['sent without an id', say, 2, { outcome: 'sent' }, { state: 'sent', externalId: null, attempts: 3 }],
    ['of unknown outcome', say, 0, unknown, { state: 'unknown', reason: 'timeout', sentAt: null }],
    ['a recall of unknown outcome', recall, 0, unknown, { state: 'unknown', reason: 'timeout' }],
    ['refused', say, 0, refused, { state: 'failed', reason: 'no_permission', sentAt: null }],
    ['a refused recall', recall, 0, refused, { state: 'needs_person', reason: 'no_permission' }],
    ['a refused mute', mute, 0, refused, { state: 'needs_person' }],
    ['a refused removal', kick, 0, refused, { state: 'needs_person' }],
    ['a refused name card', setCard, 0, refused, { state: 'needs_person' }],
    ['a refused answer to who asks to come in', approve, 0, refused, { state: 'needs_person' }],
    ['a refused notice', announce, 4, refused, { state: 'waiting', attempts: 0, action: { ...announce, type: 'say' } }],
    ['known not to be sent', say, 0, busy, { state: 'waiting', reason: 'rate_limit', notBefore: NOW + 2 * SECOND }],
    ['not sent twice', say, 1, busy, { state: 'waiting', notBefore: NOW + 8 * SECOND }],
    ['not sent three times', say, 2, busy, { state: 'waiting', notBefore: NOW + 32 * SECOND }],
    ['not sent four times', say, 3, busy, { state: 'waiting', notBefore: NOW + 128 * SECOND }],
    ['not sent five times', say, 4, busy, { state: 'failed', reason: 'rate_limit', attempts: 5 }],
    ['a recall that was not done five times', recall, 4, busy, { state: 'needs_person', reason: 'rate_limit' }],
  ])('%s', (_what, action, attempts, receipt, expected) => {
    expect(settle(item(action, attempts), receipt, NOW, 0)).toMatchObject(expected)
  })

  it('waits at least as long as the platform asks for', () => {
    expect(settle(item(say), { ...busy, retryAfterMs: 40 * SECOND }, NOW, 0.5).notBefore).toBe(NOW + 40 * SECOND)
    expect(settle(item(say, 2), { ...busy, retryAfterMs: SECOND }, NOW, 0).notBefore).toBe(NOW + 32 * SECOND)
  })

  it('spreads retries by up to half as much again', () => {
    expect(settle(item(say), busy, NOW, 0.5).notBefore).toBe(NOW + 2.5 * SECOND)
  })
})
