import { In, Like, MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { type Db, Lead, Member, Message, OutboxItem, Violation } from '../../store/index.js'
import { loadScope } from '../owner-groups.js'
import type { Batch, Turn } from '../step.js'
import type { CorrectionCommand } from './command.js'

/** Which of our judgements a colleague means: the messages it was about, and the card that it became. */
export interface Meant {
  /** The messages that it rests on, oldest first. */
  messages: Message[]
  lead: Lead | null
  violation: Violation | null
}

/** Words are looked for this far back. */
const QUOTED_WITHIN = 7 * DAY
const SHORTEST_QUOTE = 2

/** Null when nothing can be found that fits, or it was said where the colleague has no say. */
export async function findInScope(batch: Batch, turn: Turn, command: CorrectionCommand): Promise<Meant | null> {
  const { covers } = await loadScope(batch)
  const meant = await findMeant(batch.db, turn, command)
  return meant?.messages.every(({ groupId }) => covers(turn, groupId)) ? meant : null
}

async function findMeant(db: Db, turn: Turn, command: CorrectionCommand): Promise<Meant | null> {
  if (command.code !== null) return byCode(db, command.about, command.code)
  const message = await byNameOrWords(db, turn, command)
  if (message) return withCards(db, message)
  const namesNothing = !command.quote && !answered(turn)
  return namesNothing && command.type === 'not' && command.about === 'leads' ? newestLead(db) : null
}

async function byCode(db: Db, about: CorrectionCommand['about'], code: number): Promise<Meant | null> {
  if (about === 'leads') {
    const lead = await db.findOneBy(Lead, { code })
    return lead && restingOn(db, lead)
  }
  const violation = await db.findOneBy(Violation, { code })
  if (!violation) return null
  const messages = await inOrder(db, [...(violation.pieces ?? []), violation.messageId])
  return { messages, lead: null, violation }
}

const newestLead = async (db: Db): Promise<Meant | null> => {
  const lead = await db.findOne(Lead, { where: { state: In(['new', 'claimed']) }, order: { code: 'DESC' } })
  return lead && restingOn(db, lead)
}

const restingOn = async (db: Db, lead: Lead): Promise<Meant> => ({
  messages: await inOrder(
    db,
    lead.evidence.map((each) => each.messageId),
  ),
  lead,
  violation: null,
})

const inOrder = (db: Db, ids: string[]) =>
  db.find(Message, { where: { id: In(ids) }, order: { sentAt: 'ASC', id: 'ASC' } })

const answered = ({ event }: Turn) => (event.type === 'message' ? event.replyTo : undefined)

async function byNameOrWords(db: Db, turn: Turn, command: CorrectionCommand): Promise<Message | null> {
  if (command.messageId) return db.findOneBy(Message, { id: command.messageId, type: 'message' })
  if (command.quote && command.quote.length >= SHORTEST_QUOTE) {
    const group = { kind: In(['owners', 'private']) }
    const sentAt = MoreThan(turn.now - QUOTED_WITHIN)
    const where = { type: 'message' as const, group, sentAt, text: Like(`%${command.quote}%`) }
    return db.findOne(Message, { where, order: { sentAt: 'DESC', id: 'DESC' } })
  }
  const replyTo = answered(turn)
  if (!replyTo) return null
  const here = { groupId: turn.group.id, externalId: replyTo, type: 'message' as const }
  const message = await db.findOneBy(Message, here)
  if (message) return message
  const card = await db.findOne(OutboxItem, { where: { externalId: replyTo }, order: { id: 'DESC' } })
  return card?.messageId ? db.findOneBy(Message, { id: card.messageId, type: 'message' }) : null
}

/** Null for what the staff said themselves: no rule and no lead applies to it. */
async function withCards(db: Db, message: Message): Promise<Meant | null> {
  const member = await db.findOneBy(Member, { groupId: message.groupId, externalId: message.details.sender.id })
  if (!member || member.staff || member.role !== 'member') return null
  const violation = await db.findOne(Violation, { where: { messageId: message.id }, order: { code: 'DESC' } })
  const leads = await db.find(Lead, { where: { memberId: member.id }, order: { code: 'DESC' } })
  const lead = leads.find((each) => each.evidence.some(({ messageId }) => messageId === message.id)) ?? null
  return { messages: [message], lead, violation }
}
