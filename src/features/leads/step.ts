import { In } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { afterWorking } from '../../kit/working-hours.js'
import { dayOf } from '../../kit/zone.js'
import { createCodes, Interest, Lead, LeadEvent, type LeadEvidence, OPEN_LEADS } from '../../store/index.js'
import { LEAD_KINDS, type LeadKind, type Meaning } from '../../understanding/meaning.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { leadButtons, leadCard } from './card.js'
import { loadDesks } from './desks.js'
import { findLeads } from './find-leads.js'
import { hotter } from './heat.js'
import { newLead } from './new-lead.js'
import { proposeLevel } from './propose-level.js'
import { isPlain, MOST_EVIDENCE, RAISE_AT, saysSomething, weigh } from './weigh.js'

const speaks = (turn: Turn) =>
  turn.meaning !== null &&
  turn.opinion !== 'awaited' &&
  turn.meaning.moderation !== 'ad' &&
  turn.meaning.moderation !== 'illegal'

/** Finds 增购, 换购 and 转介绍 in ordinary talk: hints add up per member and kind until they make a lead. */
export const leadsStep: Step = async (batch) => {
  // Most talk hints at nothing, and then nobody needs to be asked.
  const hinting = batch.turns.filter(hints)
  if (!hinting.length) return (_turn, next) => next()
  const customers = [...new Set(hinting.flatMap((turn) => turn.member.customerId ?? []))]
  const open = await findLeads(batch, { where: { customerId: In(customers), state: In(OPEN_LEADS) } })
  const memberIds = [...new Set(hinting.map((turn) => turn.member.id))]
  const interests = new Map(
    (await batch.db.findBy(Interest, { memberId: In(memberIds) })).map((each) => [key(each.memberId, each.kind), each]),
  )
  const leads = new Map(open.map((lead) => [key(lead.customerId, lead.kind), lead]))
  const nextCode = await createCodes(batch.db, Lead)
  const live = hinting.find((turn) => turn.mode === 'live')
  const desks = live ? await loadDesks(batch.db, live.now, batch.dealer.zone, customers) : null

  /** Of that kind; or the one that came by another door, and says only that it is about a car. */
  const leadOf = (customerId: string, kind: LeadKind) =>
    leads.get(key(customerId, kind)) ?? (kind === 'referral' ? undefined : leads.get(key(customerId, 'purchase')))

  function consider(turn: Turn, customerId: string, kind: LeadKind, score: number): void {
    const hint: LeadEvidence = { messageId: turn.messageId, at: turn.event.at, quote: said(turn), score }
    const known = interests.get(key(turn.member.id, kind)) ?? null
    const now = weigh(known, hint)
    if (!now) return
    const interest: Interest = known ?? {
      id: batch.ids(),
      memberId: turn.member.id,
      kind,
      score: 0,
      updatedAt: 0,
      evidence: [],
    }
    Object.assign(interest, { ...now, evidence: [...now.evidence] })
    if (known) batch.writes.update(Interest, interest)
    else interests.set(key(turn.member.id, kind), batch.writes.insert(Interest, interest))
    const lead = leadOf(customerId, kind)
    if (lead) grow(batch, turn, lead, hint, interest)
    else if (interest.score >= RAISE_AT && (isPlain(interest) || !hasLead(customerId))) {
      const fresh = batch.writes.rows(Lead).filter(({ raisedAt, state }) => raisedAt === turn.now && state === 'new')
      const offered = turn.mode === 'history' ? null : (desks?.offer(customerId, fresh) ?? null)
      const claimWithin = (desks?.settings.claimMinutes ?? 0) * MINUTE
      leads.set(
        key(customerId, kind),
        raise(batch, turn, interest, { customerId, code: nextCode(), offered, claimWithin }),
      )
    }
  }

  const hasLead = (customerId: string) => LEAD_KINDS.some((kind) => leads.has(key(customerId, kind)))

  return (turn, next) => {
    const { customerId } = turn.member
    if (hints(turn) && turn.meaning && customerId)
      for (const kind of LEAD_KINDS) consider(turn, customerId, kind, sureness(turn.meaning, kind))
    next()
  }
}

const key = (whose: string, kind: Lead['kind']) => `${whose} ${kind}`

const hints = (turn: Turn): boolean => {
  const { meaning } = turn
  return speaks(turn) && meaning !== null && LEAD_KINDS.some((kind) => saysSomething(sureness(meaning, kind)))
}

/**
 * That it is a lead may be plain while its kind is not. The chosen kind then speaks with a voice between its own and
 * that of any lead; the kinds that were not chosen speak with half of theirs.
 */
function sureness({ leads, scores }: Meaning, kind: LeadKind): number {
  const own = scores[kind] ?? 0
  if (!leads.length) return own
  return leads.includes(kind) ? Math.sqrt(own * Math.max(own, scores.lead ?? 0)) : own / 2
}

interface Fresh {
  customerId: string
  code: number
  offered: string | null
  /** Working time in which somebody should take it, ms. */
  claimWithin: number
}

function raise(batch: Batch, turn: Turn, interest: Interest, { customerId, code, offered, claimWithin }: Fresh): Lead {
  const lead = batch.writes.insert(
    Lead,
    newLead({
      id: batch.ids(),
      code,
      customerId,
      groupId: turn.group.id,
      memberId: turn.member.id,
      kind: interest.kind,
      level: proposeLevel(interest.evidence.map((each) => each.quote)),
      score: interest.score,
      evidence: interest.evidence,
      firstMessageAt: interest.evidence[0]?.at ?? turn.event.at,
      raisedAt: turn.now,
      offeredTo: offered,
    }),
  )
  Object.assign(lead, { member: turn.member, group: turn.group })
  note(batch, turn, lead, 'raised', { score: lead.score, level: lead.level })
  batch.tellStaff(turn, leadCard(batch.say, 'new', lead), {
    dedupe: `leads:card:${lead.id}`,
    buttons: leadButtons(batch.say, lead),
  })
  batch.later(turn, {
    task: 'leads.unclaimed',
    payload: { leadId: lead.id },
    runAt: afterWorking(turn.now, claimWithin, batch.dealer.hours, batch.dealer.zone),
    dedupe: `leads:unclaimed:${lead.id}`,
  })
  if (offered)
    batch.later(turn, {
      task: 'leads.owner',
      payload: { leadId: lead.id, key: 'raised' },
      runAt: turn.now,
      dedupe: `leads:owner:${lead.id}:raised`,
    })
  if (turn.group.kind === 'owners') promiseAnswer(batch, turn)
  return lead
}

/** More of the same: the lead grows, and whoever works on it hears of it when that raises the level. */
function grow(batch: Batch, turn: Turn, lead: Lead, hint: LeadEvidence, interest: Interest): void {
  const before = lead.level
  // What came by another door stays with it.
  const elsewhere = lead.evidence.filter(
    (each) => !interest.evidence.some(({ messageId }) => messageId === each.messageId),
  )
  lead.evidence = [...elsewhere, ...interest.evidence].slice(-MOST_EVIDENCE)
  lead.score = Math.max(lead.score, interest.score)
  lead.level = hotter(proposeLevel(lead.evidence.map((each) => each.quote)), before)
  batch.writes.update(Lead, lead)
  note(batch, turn, lead, 'evidence', { score: hint.score, level: lead.level })
  if (lead.level !== before)
    batch.tellStaff(turn, leadCard(batch.say, 'hotter', lead), {
      dedupe: `leads:card:${lead.id}:${lead.level}`,
      buttons: leadButtons(batch.say, lead),
    })
}

function note(batch: Batch, turn: Turn, lead: Lead, type: LeadEvent['type'], details: Record<string, unknown>): void {
  batch.writes.insert(LeadEvent, { id: batch.ids(), leadId: lead.id, at: turn.now, type, actor: 'bot', details })
  batch.audit(turn, `leads.${type}`, { lead: lead.id, kind: lead.kind, ...details })
}

/** A public wish gets a private answer; in public there is one short line, at most once a day. */
function promiseAnswer(batch: Batch, turn: Turn): void {
  const asks =
    turn.meaning?.topic === 'price' || turn.meaning?.topic === 'model' || turn.meaning?.topic === 'test_drive'
  if (!asks) return
  const day = dayOf(turn.now, batch.dealer.zone)
  turn.replies.push({ rank: 1, text: batch.say('leads.private_answer'), dedupe: `leads:${turn.member.id}:${day}` })
}
