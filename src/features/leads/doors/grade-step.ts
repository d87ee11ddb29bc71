import { In } from 'typeorm'
import { findWhen } from '../../../kit/chinese/when.js'
import { DAY } from '../../../kit/clock.js'
import { friendlyTime } from '../../../kit/zone.js'
import { type Lead, type LeadGrade, type LeadLevel, OPEN_LEADS } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { type Desks, loadDesks } from '../desks.js'
import { findLeads } from '../find-leads.js'
import { nextContact, reasonOf } from '../follow-up/index.js'
import { nameOf } from '../name.js'
import { notYours } from '../not-yours.js'
import { note } from '../note.js'
import { MOST_EVIDENCE } from '../weigh.js'
import { type GradeCommand, readGrade } from './command.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readGrade(said(turn)) : null)

const LEVEL: Record<LeadGrade, LeadLevel> = { A: 'H', B: 'A', C: 'C', D: 'C' }
/** By when a visit has to be agreed for the grade. */
const VISIT_WITHIN: Partial<Record<LeadGrade, number>> = { A: 7 * DAY, B: 15 * DAY }

/** 评级: customer service has called a collected lead. A goes to sales, B and C are nurtured, D is lost. */
export const gradeStep: Step = async (batch) => {
  const turns = batch.turns.filter(commandOf)
  const [first] = turns
  if (!first) return (_turn, next) => next()
  const codes = turns.map((turn) => commandOf(turn)?.code ?? 0)
  const leads = await findLeads(batch, { where: { code: In(codes), state: In(OPEN_LEADS) } })
  const desks = await loadDesks(
    batch.db,
    first.now,
    batch.dealer.zone,
    leads.map((lead) => lead.customerId),
  )

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) turn.replies.push({ rank: 0, text: grade(batch, turn, leads, command, desks) })
    next()
  }
}

function grade(batch: Batch, turn: Turn, leads: readonly Lead[], command: GradeCommand, desks: Desks): string {
  const { say, dealer } = batch
  if (!may(turn.staff, 'leads.call_back')) return refuse(batch, turn, { needs: 'leads.call_back' })
  const lead = leads.find(({ code }) => code === command.code)
  if (!lead) return say('leads.no_such')
  const me = turn.staff?.name ?? ''
  const refusal = notYours(batch, turn, lead, 'owner')
  if (refusal) return refusal
  const named = findWhen(command.words, turn.now, dealer.zone)
  const within = VISIT_WITHIN[command.grade]
  if (named && within && named.at > turn.now + within + DAY)
    return say(`leads.grade_far.${command.grade}`, { code: lead.code })
  const level = LEVEL[command.grade]
  const change = { from: lead.level, to: level, reason: command.words || null }
  const hint = { messageId: turn.messageId, at: turn.now, quote: command.words, score: 1 }
  const contacts = lead.contacts + 1
  Object.assign(lead, {
    ...{ grade: command.grade, level, contacts, lastContactAt: turn.now },
    ...(command.words && { evidence: [...lead.evidence, hint].slice(-MOST_EVIDENCE) }),
  })
  const told = { code: lead.code, name: nameOf(lead) }
  if (command.grade === 'A') return toSales(batch, turn, lead, named?.at ?? null, desks, change)
  if (command.grade === 'D') {
    const lostReason = reasonOf(command.words) ?? 'other'
    Object.assign(lead, { state: 'lost', endedAt: turn.now, nextContactAt: null, lostReason })
    note(batch, turn, lead, 'graded', { grade: 'D', ...change })
    note(batch, turn, lead, 'lost', { reason: lostReason })
    // The call that found it out is the call back.
    note(batch, turn, lead, 'confirmed')
    return say('leads.graded_lost', { ...told, reason: say(`leads.reason.${lostReason}`) })
  }
  const next = named && named.at > turn.now ? named.at : nextContact(level, contacts, turn.now, dealer)
  Object.assign(lead, { state: 'handled', claimedBy: me, claimedAt: turn.now, nextContactAt: next, offeredTo: null })
  note(batch, turn, lead, 'graded', { grade: command.grade, ...change })
  return say('leads.graded_kept', {
    ...told,
    grade: command.grade,
    next: friendlyTime(next, dealer.zone, dealer.locale),
  })
}

/** It is for sales from now on, like any hot lead; what was agreed goes with it. */
function toSales(batch: Batch, turn: Turn, lead: Lead, visit: number | null, { offer }: Desks, change: object): string {
  const offeredTo = offer(lead.customerId)
  const unclaimed = { state: 'new', claimedBy: null, claimedAt: null, passedOver: null }
  Object.assign(lead, { ...unclaimed, offeredTo, nextContactAt: visit })
  note(batch, turn, lead, 'graded', { grade: 'A', ...change })
  batch.later(turn, {
    task: 'leads.arrived',
    payload: { leadId: lead.id, key: turn.messageId, outcome: 'new' },
    runAt: turn.now,
    dedupe: `leads:arrived:${lead.id}:${turn.messageId}`,
  })
  const to = offeredTo ?? batch.say('leads.anybody')
  return batch.say('leads.graded_sales', { code: lead.code, name: nameOf(lead), to })
}
