import { In, MoreThan } from 'typeorm'
import { DAY, MINUTE } from '../../kit/clock.js'
import { Inquiry, Member, Message } from '../../store/index.js'
import { type Batch, displayName, type Step, type Turn } from '../step.js'
import { answeredBy, namesOf, type OpenQuestion } from './answers.js'

/** Questions older than this are not answered by a passing word any more. */
const OPEN_FOR = 3 * DAY
/** How long a question may lie before the staff are asked to answer it. */
export const ANSWER_WITHIN = 10 * MINUTE

const asks = (turn: Turn) => turn.meaning !== null && turn.meaning.topic !== 'none' && turn.meaning.moderation !== 'ad'
const answers = (turn: Turn) => turn.exempt && turn.event.type === 'message' && turn.group.kind !== 'staff'

/** Logs every question to the dealer, and closes it when one of the staff answers. */
export const inquiriesStep: Step = async (batch) => {
  if (!batch.turns.some((turn) => asks(turn) || answers(turn))) return (_turn, next) => next()
  const open = batch.turns.some(answers) ? await loadOpen(batch) : []

  return (turn, next) => {
    if (turn.event.type === 'message' && asks(turn)) open.push(log(batch, turn, turn.event.text))
    if (turn.event.type === 'message' && answers(turn)) {
      const { text, at, replyTo } = turn.event
      const here = open.filter((each) => each.inquiry.groupId === turn.group.id && each.inquiry.state === 'open')
      for (const question of answeredBy({ text, at, replyTo }, here)) close(batch, turn, (question as Known).inquiry)
    }
    next()
  }
}

type Known = OpenQuestion & { inquiry: Inquiry }

async function loadOpen(batch: Batch): Promise<Known[]> {
  const groupId = In([...new Set(batch.turns.map((turn) => turn.group.id))])
  const earliest = Math.min(...batch.turns.map((turn) => turn.event.at))
  const inquiries = await batch.db.find(Inquiry, {
    where: { groupId, state: 'open', askedAt: MoreThan(earliest - OPEN_FOR) },
    order: { askedAt: 'ASC' },
  })
  const members = new Map(
    (await batch.db.findBy(Member, { id: In(inquiries.map((each) => each.memberId)) })).map((each) => [each.id, each]),
  )
  const messages = new Map(
    (
      await batch.db.find(Message, {
        select: { id: true, externalId: true },
        where: { id: In(inquiries.map((each) => each.messageId)) },
      })
    ).map((each) => [each.id, each.externalId]),
  )
  return inquiries.flatMap((inquiry) => {
    const member = members.get(inquiry.memberId)
    return member ? [known(inquiry, member, messages.get(inquiry.messageId) ?? '')] : []
  })
}

const known = (inquiry: Inquiry, member: Member, externalId: string): Known => ({
  inquiry,
  memberId: member.id,
  names: namesOf(member.card, member.nickname),
  messageId: inquiry.messageId,
  externalId,
  askedAt: inquiry.askedAt,
})

function log(batch: Batch, turn: Turn, quote: string): Known {
  const topic = turn.meaning?.topic ?? 'none'
  const inquiry = batch.writes.insert(Inquiry, {
    id: batch.ids(),
    groupId: turn.group.id,
    memberId: turn.member.id,
    messageId: turn.messageId,
    topic,
    quote,
    state: 'open',
    askedAt: turn.event.at,
    answeredAt: null,
    answeredBy: null,
  })
  const params = {
    topic: batch.say(`inquiries.topic.${topic}`),
    name: displayName(turn.member),
    group: turn.group.name,
    quote,
  }
  // A complaint cannot wait, and a private question has nobody else to answer it.
  if (topic === 'complaint' || turn.group.kind === 'private')
    batch.tellStaff(turn, batch.say(topic === 'complaint' ? 'inquiries.complaint' : 'inquiries.private', params), {
      dedupe: `inquiries:card:${inquiry.id}`,
    })
  else
    batch.later(turn, {
      task: 'inquiries.unanswered',
      payload: { inquiryId: inquiry.id },
      runAt: turn.now + ANSWER_WITHIN,
      dedupe: `inquiries:unanswered:${inquiry.id}`,
    })
  return known(inquiry, turn.member, turn.event.id)
}

function close(batch: Batch, turn: Turn, inquiry: Inquiry): void {
  Object.assign(inquiry, { state: 'answered', answeredAt: turn.event.at, answeredBy: turn.member.id })
  batch.writes.update(Inquiry, inquiry)
  batch.audit(turn, 'inquiries.answered', { inquiry: inquiry.id })
}
