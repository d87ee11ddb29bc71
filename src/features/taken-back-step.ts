import { In } from 'typeorm'
import { Inquiry, Lead, LeadEvent, Message } from '../store/index.js'
import { type Batch, displayName, type Step, type Turn } from './step.js'

/** The message that its own writer took back; undefined for everything else, and for what admins and the bot recall. */
const takenBack = ({ event }: Turn): string | undefined =>
  event.type === 'recall' && (event.recalledBy ?? event.sender.id) === event.sender.id ? event.messageId : undefined

/** What its writer took back is no open question any more, and whoever follows the lead in it has to know. */
export const takenBackStep: Step = async (batch) => {
  const turns = batch.turns.filter(takenBack)
  if (!turns.length) return (_turn, next) => next()
  const messages = await batch.db.findBy(Message, {
    groupId: In(turns.map((turn) => turn.group.id)),
    externalId: In(turns.map(takenBack)),
    type: 'message',
  })
  const inquiries = await batch.db.findBy(Inquiry, { messageId: In(messages.map((each) => each.id)), state: 'open' })
  const leads = await batch.db.findBy(Lead, {
    memberId: In(turns.map((turn) => turn.member.id)),
    state: In(['new', 'claimed']),
  })

  return (turn, next) => {
    const id = takenBack(turn)
    const message = messages.find((each) => each.groupId === turn.group.id && each.externalId === id)
    if (id && message) {
      batch.audit(turn, 'taken_back.noted', { message: message.id })
      for (const inquiry of inquiries.filter((each) => each.messageId === message.id))
        batch.writes.update(Inquiry, Object.assign(inquiry, { state: 'withdrawn' }))
      for (const lead of leads.filter(({ evidence }) => evidence.some((each) => each.messageId === message.id)))
        warn(batch, turn, lead, message)
    }
    next()
  }
}

function warn(batch: Batch, turn: Turn, lead: Lead, message: Message): void {
  batch.writes.insert(LeadEvent, {
    id: batch.ids(),
    leadId: lead.id,
    at: turn.now,
    type: 'taken_back',
    actor: 'bot',
    details: { message: message.id },
  })
  const text = batch.say('leads.taken_back', { code: lead.code, name: displayName(turn.member) })
  batch.tellStaff(turn, text, { dedupe: `leads:taken_back:${lead.id}:${message.id}` })
}
