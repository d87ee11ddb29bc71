import { In, IsNull, Not } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { afterWorking } from '../../kit/working-hours.js'
import { dayOf } from '../../kit/zone.js'
import { createCodes, Interest, Lead, LeadEvent, type LeadEvidence, StaffAccount } from '../../store/index.js'
import { LEAD_KINDS, type LeadKind, type Meaning } from '../../understanding/meaning.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { leadButtons, leadCard } from './card.js'
import { proposeLevel } from './propose-level.js'
import { route } from './route.js'
import { isPlain, RAISE_AT, saysSomething, weigh } from './weigh.js'

const speaks = (turn: Turn) =>
  turn.meaning !== null &&
  turn.opinion !== 'awaited' &&
  turn.meaning.moderation !== 'ad' &&
  turn.meaning.moderation !== 'illegal'

/** Finds 增购, 换购 and 转介绍 in ordinary talk: hints add up per member and kind until they make a lead. */
export const leadsStep: Step = async (batch) => {
  const memberIds = [...new Set(batch.turns.filter(speaks).map((turn) => turn.member.id))]
  if (!memberIds.length) return (_turn, next) => next()
  const key = (memberId: string, kind: LeadKind) => `${memberId} ${kind}`
  const interests = new Map(
    (await batch.db.findBy(Interest, { memberId: In(memberIds) })).map((each) => [key(each.memberId, each.kind), each]),
  )
  const open = await batch.db.findBy(Lead, { memberId: In(memberIds), state: In(['new', 'claimed', 'handled']) })
  const leads = new Map(open.map((lead) => [key(lead.memberId, lead.kind), lead]))
  const nextCode = await createCodes(batch.db, Lead)
  const offer = await loadDesks(batch)

  function consider(turn: Turn, kind: LeadKind, score: number): void {
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
    const lead = leads.get(key(turn.member.id, kind))
    if (lead) grow(batch, turn, lead, hint, interest)
    else if (interest.score >= RAISE_AT && (isPlain(interest) || !hasLead(turn.member.id)))
      leads.set(key(turn.member.id, kind), raise(batch, turn, interest, nextCode(), offer(turn)))
  }

  const hasLead = (memberId: string) => LEAD_KINDS.some((kind) => leads.has(key(memberId, kind)))

  return (turn, next) => {
    if (speaks(turn) && turn.meaning) for (const kind of LEAD_KINDS) consider(turn, kind, sureness(turn.meaning, kind))
    next()
  }
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

/** Who sells, who has how much to do, and whose customers these are: answers to whom a lead of a turn is offered. */
async function loadDesks(batch: Batch): Promise<(turn: Turn) => string | null> {
  // Most talk raises no lead, and then nobody needs to know.
  const hinting = batch.turns.filter(
    ({ mode, meaning }) =>
      mode === 'live' && meaning && LEAD_KINDS.some((kind) => saysSomething(sureness(meaning, kind))),
  )
  if (!hinting.length) return () => null
  const { db, writes } = batch
  const sales = await db.find(StaffAccount, { where: { role: 'sales' }, order: { name: 'ASC' } })
  const open = await db.findBy(Lead, { state: In(['new', 'claimed', 'handled']) })
  const customerIds = hinting.flatMap((turn) => turn.member.customerId ?? [])
  const theirs = await db.find(Lead, {
    where: { member: { customerId: In(customerIds) }, claimedBy: Not(IsNull()) },
    relations: { member: true },
    order: { claimedAt: 'ASC' },
  })
  const consultants = new Map(theirs.map(({ member, claimedBy }) => [member?.customerId ?? null, claimedBy]))

  return (turn) => {
    if (turn.mode === 'history') return null
    const names = sales.map((each) => each.name)
    const fresh = writes.rows(Lead).filter((lead) => lead.raisedAt === turn.now && lead.state === 'new')
    const all = new Map([...open, ...fresh].map((lead) => [lead.id, lead]))
    return route(consultants.get(turn.member.customerId) ?? null, names, [...all.values()])
  }
}

/** Working time in which somebody should take a lead. */
const CLAIM_WITHIN = 10 * MINUTE

function raise(batch: Batch, turn: Turn, interest: Interest, code: number, offeredTo: string | null): Lead {
  const lead = batch.writes.insert(Lead, {
    id: batch.ids(),
    code,
    groupId: turn.group.id,
    memberId: turn.member.id,
    kind: interest.kind,
    level: proposeLevel(interest.evidence.map((each) => each.quote)),
    score: interest.score,
    state: 'new',
    evidence: interest.evidence,
    firstMessageAt: interest.evidence[0]?.at ?? turn.event.at,
    raisedAt: turn.now,
    offeredTo,
    claimedBy: null,
    claimedAt: null,
    contacts: 0,
    lastContactAt: null,
    nextContactAt: null,
    lostReason: null,
    endedAt: null,
  })
  note(batch, turn, lead, 'raised', { score: lead.score, level: lead.level })
  batch.tellStaff(turn, leadCard(batch.say, 'new', lead, turn), {
    dedupe: `leads:card:${lead.id}`,
    buttons: leadButtons(batch.say, lead),
  })
  batch.later(turn, {
    task: 'leads.unclaimed',
    payload: { leadId: lead.id },
    runAt: afterWorking(turn.now, CLAIM_WITHIN, batch.dealer.hours, batch.dealer.zone),
    dedupe: `leads:unclaimed:${lead.id}`,
  })
  if (offeredTo)
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
  lead.evidence = [...interest.evidence]
  lead.score = Math.max(lead.score, interest.score)
  lead.level = hotter(proposeLevel(lead.evidence.map((each) => each.quote)), before)
  batch.writes.update(Lead, lead)
  note(batch, turn, lead, 'evidence', { score: hint.score, level: lead.level })
  if (lead.level !== before)
    batch.tellStaff(turn, leadCard(batch.say, 'hotter', lead, turn), {
      dedupe: `leads:card:${lead.id}:${lead.level}`,
      buttons: leadButtons(batch.say, lead),
    })
}

const HEAT = ['C', 'B', 'A', 'H'] as const
const hotter = (one: Lead['level'], other: Lead['level']) => (HEAT.indexOf(one) > HEAT.indexOf(other) ? one : other)

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
