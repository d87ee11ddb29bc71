import { In, Like } from 'typeorm'
import { Interest, Lead, OPEN_LEADS, OutboxItem } from '../../store/index.js'
import { loadScope } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type LeadCommand, readLeadCommand } from './command.js'
import { findLeads } from './find-leads.js'
import { nextContact } from './follow-up/index.js'
import { nameOf } from './name.js'
import { note } from './note.js'
import { readLeadSettings } from './settings.js'

const inStaffTalk = (turn: Turn) => turn.staff !== null && turn.group.kind !== 'owners'
const commandOf = (turn: Turn) => (inStaffTalk(turn) ? readLeadCommand(said(turn)) : null)

/** 接 / 已联系 / 不是线索: what the staff do with a lead card. Of two who claim, the first wins and the other is told. */
export const leadsStaffStep: Step = async (batch) => {
  const commands = batch.turns.flatMap((turn) => commandOf(turn) ?? [])
  if (!commands.length) return (_turn, next) => next()
  const isAboutAny = commands.some(({ code }) => code === null)
  const open = isAboutAny
    ? await findLeads(batch, { where: { state: In(['new', 'claimed']) }, order: { code: 'DESC' }, take: 200 })
    : []
  const codes = commands.flatMap(({ code }) => code ?? []).filter((code) => !open.some((lead) => lead.code === code))
  const leads = [...open, ...(await findLeads(batch, { where: { code: In(codes) } }))]
  const memberIds = leads.flatMap((lead) => lead.memberId ?? [])
  const interests = await batch.db.findBy(Interest, { memberId: In(memberIds) })
  const answered = await cardsAnswered(batch)
  const held = await loadHeld(batch)
  const { covers } = await loadScope(batch)

  return (turn, next) => {
    const command = commandOf(turn)
    if (!command) return next()
    const say = (key: string, lead?: Lead) =>
      turn.replies.push({
        rank: 0,
        text: batch.say(key, { code: lead?.code, by: lead?.claimedBy ?? '', name: lead ? nameOf(lead) : '' }),
      })
    if (command.type === 'list') {
      const allowed = may(turn.staff, 'leads.read')
      turn.replies.push({ rank: 0, text: allowed ? listOf(batch, open) : refuse(batch, turn, { needs: 'leads.read' }) })
      return next()
    }
    if (!may(turn.staff, 'leads.work')) {
      turn.replies.push({ rank: 0, text: refuse(batch, turn, { needs: 'leads.work' }) })
      return next()
    }
    const own = leads.filter(({ groupId }) => covers(turn, groupId))
    const lead = find(own, command, answered.get(turn.messageId))
    if (!lead) say('leads.no_such')
    else {
      const answer = isFull(lead, command, held, turn) ? 'full' : settle(batch, turn, lead, command.type)
      if (answer === 'claimed') held.add(turn.staff?.name ?? '')
      if (answer === 'not_a_lead') forget(batch, interests, lead)
      say(`leads.answer.${answer}`, lead)
    }
    next()
  }
}

const find = (leads: readonly Lead[], { code }: LeadCommand, answered: string | undefined) =>
  leads.find((lead) =>
    code !== null ? lead.code === code : answered ? lead.id === answered : lead.state !== 'not_a_lead',
  )

interface Held {
  most: number
  counts: ReadonlyMap<string, number>
  add(name: string): void
}

/** How many open leads each of those who claim has in hand, and how many they may. */
async function loadHeld(batch: Batch): Promise<Held> {
  const names = batch.turns.flatMap((turn) => (commandOf(turn)?.type === 'claim' ? (turn.staff?.name ?? []) : []))
  const counts = new Map<string, number>()
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  if (!names.length) return { most: 0, counts, add }
  const theirs = await batch.db.find(Lead, {
    select: { claimedBy: true },
    where: { claimedBy: In(names), state: In(OPEN_LEADS) },
  })
  for (const { claimedBy } of theirs) if (claimedBy) add(claimedBy)
  return { most: (await readLeadSettings(batch.db)).holdMost, counts, add }
}

const isFull = ({ claimedBy, state }: Lead, { type }: LeadCommand, { most, counts }: Held, { staff }: Turn): boolean =>
  type === 'claim' && state === 'new' && claimedBy === null && (counts.get(staff?.name ?? '') ?? 0) >= most

/** What the command makes of the lead; the answer's key. */
function settle(batch: Batch, turn: Turn, lead: Lead, type: 'claim' | 'handled' | 'not_a_lead'): string {
  const me = turn.staff?.name ?? ''
  if (lead.state !== 'new' && lead.state !== 'claimed') return 'closed_before'
  if (type === 'claim' && lead.claimedBy) return lead.claimedBy === me ? 'yours' : 'taken'
  if (type !== 'not_a_lead')
    Object.assign(lead, { claimedBy: lead.claimedBy ?? me, claimedAt: lead.claimedAt ?? turn.now })
  lead.state = type === 'claim' ? 'claimed' : type
  if (type === 'handled') Object.assign(lead, { contacts: lead.contacts + 1, lastContactAt: turn.now })
  // What was agreed with the customer stands.
  const agreed = type === 'claim' && lead.nextContactAt !== null && lead.nextContactAt > turn.now
  if (type !== 'not_a_lead' && !agreed)
    lead.nextContactAt = nextContact(lead.level, lead.contacts, turn.now, batch.dealer)
  const event = type === 'claim' ? 'claimed' : type
  note(batch, turn, lead, event)
  return event
}

/** What was no lead must not come back with the next faint hint. */
function forget(batch: Batch, interests: readonly Interest[], lead: Lead): void {
  const interest = interests.find((each) => each.memberId === lead.memberId && each.kind === lead.kind)
  if (interest) batch.writes.update(Interest, Object.assign(interest, { score: 0, evidence: [] }))
}

const LISTED = 15

function listOf(batch: Batch, open: readonly Lead[]): string {
  const waiting = open.filter((lead) => lead.state === 'new')
  if (!waiting.length) return batch.say('leads.list_empty')
  const lines = waiting.slice(0, LISTED).map((lead) =>
    batch.say('leads.list_line', {
      code: lead.code,
      level: lead.level,
      kind: batch.say(`leads.kind.${lead.kind}`),
      name: nameOf(lead),
    }),
  )
  return [batch.say('leads.list_title', { count: waiting.length }), ...lines].join('\n')
}

/** Turn → the lead whose card it answers. */
async function cardsAnswered(batch: Batch): Promise<Map<string, string>> {
  const replies = batch.turns.flatMap((turn) =>
    turn.event.type === 'message' && turn.event.replyTo && commandOf(turn)
      ? [{ turn, replyTo: turn.event.replyTo }]
      : [],
  )
  if (!replies.length) return new Map()
  const cards = await batch.db.findBy(OutboxItem, {
    externalId: In(replies.map((each) => each.replyTo)),
    dedupeKey: Like('leads:card:%'),
  })
  const leadOf = new Map(cards.map((card) => [card.externalId, card.dedupeKey.split(':')[2] as string]))
  return new Map(
    replies.flatMap(({ turn, replyTo }) => {
      const lead = leadOf.get(replyTo)
      return lead ? [[turn.messageId, lead] as const] : []
    }),
  )
}
