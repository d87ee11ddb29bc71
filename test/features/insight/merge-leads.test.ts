import { describe, expect, it } from '@jest/globals'
import { mergeLeads } from '../../../src/features/insight/merge-leads.js'
import { newLead } from '../../../src/features/leads/new-lead.js'
import type { Lead, LeadLevel } from '../../../src/store/index.js'

const said = (messageId: string, at: number) => ({ messageId, at, quote: messageId, score: 0.5 })
const lead = (
  memberId: string,
  kind: Lead['kind'],
  level: LeadLevel,
  score: number,
  evidence: Lead['evidence'],
): Lead =>
  ({
    ...newLead({
      ...{ id: `${memberId} ${kind}`, code: 1, customerId: 'c', kind, level, score, evidence, raisedAt: 9 },
      ...{ groupId: 'g', memberId, firstMessageAt: evidence[0]?.at ?? 0, offeredTo: null },
    }),
  }) as Lead

describe('the leads of one person', () => {
  it('are one entry: hottest level, surest score, each quote once and in order', () => {
    const merged = mergeLeads([
      lead('老乔', 'trade_in', 'B', 0.9, [said('two', 2), said('three', 3)]),
      lead('米粒', 'referral', 'C', 0.5, [said('x', 1)]),
      lead('老乔', 'add_on', 'A', 0.6, [said('one', 1), said('three', 3)]),
    ])
    expect(merged).toMatchObject([
      { memberId: '老乔', kinds: ['trade_in', 'add_on'], level: 'A', score: 0.9, firstMessageAt: 1 },
      { memberId: '米粒', kinds: ['referral'], level: 'C', score: 0.5, firstMessageAt: 1 },
    ])
    expect(merged[0]?.evidence.map((each) => each.quote)).toEqual(['one', 'two', 'three'])
  })
})
