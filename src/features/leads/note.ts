import { Lead, LeadEvent } from '../../store/index.js'
import type { Batch, Turn } from '../step.js'

/** Writes down what a colleague changed about a lead: the row, its history, and who it was. */
export function note(
  batch: Batch,
  turn: Turn,
  lead: Lead,
  type: LeadEvent['type'],
  details: Record<string, unknown> = {},
): void {
  batch.writes.update(Lead, lead)
  const actor = turn.member.externalId
  batch.writes.insert(LeadEvent, { id: batch.ids(), leadId: lead.id, at: turn.now, type, actor, details })
  // What was talked about, and why a level was changed, is in the history of the lead and nowhere else.
  const { note: _words, ...rest } = details
  const told = type === 'level' || type === 'graded' ? { ...rest, reason: undefined } : rest
  batch.audit(turn, `leads.${type}`, { lead: lead.id, ...told })
}
