import { In, IsNull, MoreThan, Not } from 'typeorm'
import { maskPhones } from '../../kit/chinese/phone.js'
import { DAY, MINUTE } from '../../kit/clock.js'
import { afterWorking } from '../../kit/working-hours.js'
import { Inquiry, type KnowledgeEntry } from '../../store/index.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'
import { answeredBy } from './answers.js'
import { isMissed, isThanks } from './close.js'
import { createKnowledge, mayBePublic } from './knowledge/index.js'
import { type Known, known, loadOpen } from './open-questions.js'

/** Working time that a question may lie before the staff are asked to answer it. */
export const ANSWER_WITHIN = 10 * MINUTE
/** So long after an answer of the knowledge base 不对 is about that answer. */
const TAKEN_BACK_WITHIN = 30 * MINUTE

const speaks = ({ event }: Turn) => event.type === 'message'
const asks = (turn: Turn) => turn.meaning !== null && turn.meaning.topic !== 'none' && turn.meaning.moderation !== 'ad'
const answers = (turn: Turn) => turn.exempt && speaks(turn) && turn.group.kind !== 'staff'
const thanks = (turn: Turn) => !turn.exempt && speaks(turn) && isThanks(said(turn))
const misses = (turn: Turn) => !turn.exempt && speaks(turn) && isMissed(said(turn))

/** Logs every question to the dealer; what the knowledge base surely answers is answered, the rest stays open until a person does. */
export function createInquiriesStep(): Step {
  const knowledge = createKnowledge()

  return async (batch) => {
    if (!batch.turns.some((turn) => asks(turn) || answers(turn) || thanks(turn) || misses(turn)))
      return (_turn, next) => next()
    const lookUp = batch.turns.some(asks) ? await knowledge(batch.db) : () => null
    const open = batch.turns.some((turn) => answers(turn) || thanks(turn)) ? await loadOpen(batch) : []
    const answered = batch.turns.some(misses) ? await loadAnswered(batch) : []

    function ask(turn: Turn): void {
      const entry = turn.mode === 'live' && turn.meaning && mayBePublic(turn.meaning) ? lookUp(said(turn)) : null
      const inquiry = log(batch, turn, said(turn))
      if (entry) {
        answer(batch, turn, inquiry, entry)
        answered.push(inquiry)
      } else {
        alert(batch, turn, inquiry)
        waitForAnswer(batch, turn, inquiry)
        open.push(known(inquiry, turn.member, turn.event.id))
      }
    }

    return (turn, next) => {
      if (speaks(turn) && asks(turn)) ask(turn)
      if (turn.event.type === 'message' && answers(turn)) {
        const { text, at, replyTo } = turn.event
        const here = open.filter((each) => each.inquiry.groupId === turn.group.id && each.inquiry.state === 'open')
        for (const question of answeredBy({ text, at, replyTo }, here))
          close(batch, turn, (question as Known).inquiry, turn.member.id)
      }
      if (thanks(turn)) {
        const own = open.findLast(({ inquiry }) => isOwn(turn, inquiry) && inquiry.state === 'open')
        // The thanks may be for another member's answer: nobody of ours gave it.
        if (own && turn.event.at - own.askedAt < DAY) close(batch, turn, own.inquiry, null)
      }
      if (misses(turn)) {
        const own = answered.findLast((inquiry) => isOwn(turn, inquiry) && inquiry.knowledgeId !== null)
        if (own && turn.now - (own.answeredAt ?? 0) <= TAKEN_BACK_WITHIN) reopen(batch, turn, own)
      }
      next()
    }
  }
}

const isOwn = (turn: Turn, inquiry: Inquiry) =>
  inquiry.memberId === turn.member.id && inquiry.groupId === turn.group.id && inquiry.messageId !== turn.messageId

/** What the knowledge base answered lately, to those who say something now. */
function loadAnswered(batch: Batch): Promise<Inquiry[]> {
  const memberId = In([...new Set(batch.turns.filter(misses).map((turn) => turn.member.id))])
  const earliest = Math.min(...batch.turns.map((turn) => turn.now))
  return batch.db.find(Inquiry, {
    where: {
      memberId,
      state: 'answered',
      knowledgeId: Not(IsNull()),
      answeredAt: MoreThan(earliest - TAKEN_BACK_WITHIN),
    },
    order: { askedAt: 'ASC' },
  })
}

function log(batch: Batch, turn: Turn, quote: string): Inquiry {
  return batch.writes.insert(Inquiry, {
    id: batch.ids(),
    groupId: turn.group.id,
    memberId: turn.member.id,
    messageId: turn.messageId,
    topic: turn.meaning?.topic ?? 'none',
    quote,
    state: 'open',
    askedAt: turn.event.at,
    answeredAt: null,
    answeredBy: null,
    knowledgeId: null,
  })
}

/** A complaint and a private question reach a person at once: nobody else in the group may answer them. */
function alert(batch: Batch, turn: Turn, inquiry: Inquiry): void {
  const urgent = inquiry.topic === 'complaint' || turn.group.kind === 'private'
  if (urgent) {
    const text = batch.say(inquiry.topic === 'complaint' ? 'inquiries.complaint' : 'inquiries.private', {
      topic: batch.say(`inquiries.topic.${inquiry.topic}`),
      name: displayName(turn.member),
      group: turn.group.name,
      quote: maskPhones(inquiry.quote),
    })
    batch.tellStaff(turn, text, { dedupe: `inquiries:card:${inquiry.id}` })
  }
}

/** Every open question reaches a person when nobody answers in time. */
function waitForAnswer(batch: Batch, turn: Turn, inquiry: Inquiry): void {
  batch.later(turn, {
    task: 'inquiries.unanswered',
    payload: { inquiryId: inquiry.id },
    runAt: afterWorking(turn.now, ANSWER_WITHIN, batch.dealer.hours, batch.dealer.zone),
    dedupe: `inquiries:unanswered:${inquiry.id}`,
  })
}

function answer(batch: Batch, turn: Turn, inquiry: Inquiry, entry: KnowledgeEntry): void {
  Object.assign(inquiry, { state: 'answered', answeredAt: turn.now, knowledgeId: entry.id })
  turn.replies.push({ rank: 1, text: batch.say('knowledge.answer', { answer: entry.answer }) })
  batch.audit(turn, 'inquiries.answered', { inquiry: inquiry.id, knowledge: entry.id })
}

function close(batch: Batch, turn: Turn, inquiry: Inquiry, by: string | null): void {
  Object.assign(inquiry, { state: 'answered', answeredAt: turn.event.at, answeredBy: by })
  batch.writes.update(Inquiry, inquiry)
  batch.audit(turn, 'inquiries.answered', { inquiry: inquiry.id })
}

function reopen(batch: Batch, turn: Turn, inquiry: Inquiry): void {
  Object.assign(inquiry, { state: 'open', answeredAt: null, knowledgeId: null })
  batch.writes.update(Inquiry, inquiry)
  batch.audit(turn, 'inquiries.reopened', { inquiry: inquiry.id })
  turn.replies.push({ rank: 1, text: batch.say('knowledge.missed') })
  const text = batch.say('inquiries.missed', {
    name: displayName(turn.member),
    group: turn.group.name,
    quote: maskPhones(inquiry.quote),
  })
  batch.tellStaff(turn, text, { dedupe: `inquiries:missed:${turn.messageId}` })
  waitForAnswer(batch, turn, inquiry)
}
