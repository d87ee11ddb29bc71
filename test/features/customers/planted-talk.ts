import { newLead } from '../../../src/features/leads/new-lead.js'
import type { Action } from '../../../src/message/index.js'
import { outboxItem } from '../../../src/outbox/index.js'
import * as rows from '../../../src/store/index.js'

export const NOW = 1_800_000_000_000
export const PHONE = '13712345678'
export const NAME = '周世杰'
export const CARD = '追风车主-老周'
export const PLATE = '沪A88888'
export const SENTENCE = '家里要添第二个孩子，想换大一点的'
const at = NOW

/** Fills a table with rows. */
export type Put = <T extends { id: string }>(entity: new () => T, ...given: Partial<T>[]) => Promise<void>

/** What they wrote, what others wrote to them and about them, and what was understood and put right. */
export async function plantMessages(put: Put): Promise<void> {
  const message = {
    type: 'message' as const,
    mode: 'live' as const,
    state: 'handled' as const,
    sentAt: at,
    receivedAt: at,
  }
  const sender = (id: string, card?: string) => ({
    room: { id: 'owners', kind: 'group' as const },
    sender: { id, nickname: card, card },
  })
  await put(
    rows.Message,
    { ...message, id: 'w', groupId: 'g', externalId: '1', text: `${SENTENCE} ${PHONE}`, details: sender('zhou', CARD) },
    { ...message, id: 'y', groupId: 'g', externalId: '2', text: `@${CARD} ${PHONE} 是你吗`, details: sender('tao') },
    {
      ...message,
      id: 'z',
      groupId: 'staff',
      externalId: '3',
      text: `客户 老周 喜好 找${NAME} 137-1234-5678`,
      details: sender('boss'),
    },
    { ...message, id: 'o', groupId: 'g', externalId: '4', text: '周末天气不错', details: sender('tao') },
  )
  await put(rows.Correction, {
    id: 'l',
    messageId: 'w',
    text: SENTENCE,
    about: 'leads',
    wrong: '',
    right: 'add_on',
    by: 'boss',
    at,
    model: '',
  })
  await put(rows.Understanding, {
    id: 'w',
    leads: 'add_on',
    topic: 'none',
    moderation: 'clean',
    scores: {},
    evidence: JSON.stringify([SENTENCE]),
    model: 'm',
  })
}

/** What was made of it: hints, a lead, and how that went. */
export async function plantLeads(put: Put): Promise<void> {
  const evidence = [{ messageId: 'w', at, quote: SENTENCE, score: 1 }]
  const lead = {
    id: 'lead',
    code: 1,
    customerId: 'c',
    groupId: 'g',
    memberId: 'm',
    kind: 'add_on' as const,
    level: 'H' as const,
  }
  await put(rows.Lead, newLead({ ...lead, score: 1, evidence, firstMessageAt: at, raisedAt: at, offeredTo: null }))
  const event = { leadId: 'lead', at, actor: 'boss' }
  await put(
    rows.LeadEvent,
    { ...event, id: 'h', type: 'contacted', details: { note: `${NAME}：${SENTENCE}`, next: at } },
    { ...event, id: 'hl', type: 'level', details: { from: 'A', to: 'H', reason: SENTENCE } },
    { ...event, id: 'hg', type: 'graded', details: { grade: 'A', from: 'H', to: 'H', reason: null } },
    { ...event, id: 'ho', type: 'lost', details: { reason: 'price' } },
  )
  await put(rows.Interest, { id: 'in', memberId: 'm', kind: 'add_on', score: 1, updatedAt: at, evidence })
}

/** What a group remembers of everybody together. */
export async function plantGroupTalk(put: Put): Promise<void> {
  const hit = { messageId: 'w', at, name: CARD, rule: 'ad' as const, quote: SENTENCE, score: 1, right: null }
  await put(rows.RuleReplay, {
    id: 're',
    groupId: 'g',
    importedId: null,
    at,
    days: 1,
    messages: 1,
    hits: [hit],
    misses: [hit],
  })
  const said = { at, account: 'zhou', name: CARD, quote: SENTENCE }
  await put(rows.Incident, {
    id: 'inc',
    code: 1,
    groupId: 'g',
    timeline: [said, { ...said, account: 'tao', name: '桃子', quote: '我也是' }],
    openedAt: at,
    state: 'closed',
  })
  await put(rows.GroupTalk, {
    id: 'g',
    talk: { pending: [{ person: 'm', name: '老周', intent: 'join' }], trail: [], position: 1 },
  })
}

/** What the bot said. */
export async function plantOutbox(put: Put): Promise<void> {
  const say = (id: string, text: string, key: string, room = 'staff', messageId?: string) =>
    outboxItem({
      id,
      accountId: 'a',
      action: { type: 'say', room: { id: room, kind: 'group', name: room }, text } as Action,
      priority: 'reply',
      dedupeKey: key,
      now: at,
      lifetime: 1,
      messageId,
    })
  await put(
    rows.OutboxItem,
    { ...say('o1', SENTENCE, 'a', 'staff', 'w'), state: 'sent' },
    { ...say('o2', SENTENCE, 'leads:card:lead:1'), state: 'sent' },
    { ...say('o3', `老周说：${SENTENCE}`, 'digest'), state: 'sent' },
    { ...say('o4', SENTENCE, 'care', 'zhou'), state: 'waiting' },
    { ...say('o5', '周六店庆', 'broadcast'), state: 'waiting' },
  )
}
