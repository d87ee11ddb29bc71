import { HOUR } from '../../kit/clock.js'
import type { Field, Registration } from '../../store/index.js'
import { hideWords } from '../hide-words.js'
import { said, type Turn } from '../step.js'
import { book } from './bookings.js'
import { agree, ask, type Desk, goOn, penOf, start, type Words } from './desk.js'
import { FIELDS, readField } from './fields.js'
import { erase, type File, keep, note } from './file.js'
import { GROUP_LINK_HOURS, groupLink } from './link.js'
import type { Booking } from './read-booking.js'
import { type RegistrationWords, readRegistrationWords } from './words.js'

/** After this the next message is talk again; 登记 goes on where it stopped. */
const ANSWER_WITHIN = 12 * HOUR
/** What is asked or told at length is talk, not the answer to our question. */
const TALK = /[?？]|[吗呢]$|.{41}/s

/** Asked for in the group: the questions come in private, or the form is linked where nobody can be written to. */
export function invite(desk: Desk, turn: Turn, file: File): Words {
  const { batch, vault } = desk
  const { member, group } = turn
  if (turn.can('directMessage')) {
    const action = {
      type: 'say' as const,
      room: { id: member.externalId, kind: 'private' as const },
      ...start(desk, turn, file),
    }
    batch.send(turn, group, action, { priority: 'reply', dedupe: `registration:${turn.messageId}`, lifetime: HOUR })
    return { text: batch.say('registration.in_private') }
  }
  const link = groupLink(batch.dealer, member.id, turn.now, vault)
  if (link) return { text: batch.say('registration.by_link', { link, hours: GROUP_LINK_HOURS }) }
  const text = batch.say('registration.by_hand_told', { name: file.name, group: group.name })
  batch.tellStaff(turn, text, { dedupe: `registration:by_hand:${turn.messageId}` })
  return { text: batch.say('registration.by_hand') }
}

/** What a word in private leads to; null when it is none of the registration's business. */
export function converse(desk: Desk, turn: Turn, file: File, booking: Booking | null | undefined): Words | null {
  const text = said(turn)
  const words = readRegistrationWords(text)
  const { registration } = file
  if (words?.type === 'start') return start(desk, turn, file)
  const question = registration && turn.now - (registration.askedAt ?? 0) < ANSWER_WITHIN ? registration.question : null
  if (booking && question !== 'need') return bookAndGoOn(desk, turn, file, booking, question)
  if (!registration || registration.state === 'cancelled') return null
  const refuses = words?.type === 'cancel' || (words?.type === 'no' && question === 'consent')
  if (words?.type === 'erase' || (refuses && question)) return giveUp(desk, turn, file, registration)
  if (question === 'consent') return words?.type === 'agree' ? agree(desk, turn, file, registration) : null
  if (words?.type === 'change' && registration.consentAt !== null)
    return change(desk, turn, file, registration, words, question)
  if (!question) return null
  if (words?.type === 'skip' || words?.type === 'no') {
    const answers = { ...registration.answers, [question]: registration.answers[question] ?? ('skipped' as const) }
    note(registration, { answers }, desk.batch.writes)
    return goOn(desk, turn, file, registration)
  }
  const taken = booking && book(desk, turn, file, booking).text
  const answered = answer(desk, turn, file, registration, question, text)
  return taken && answered ? { ...answered, text: `${answered.text}\n${taken}` } : answered
}

/** 预约保养 周六上午, whatever was asked: then the question comes again. */
function bookAndGoOn(desk: Desk, turn: Turn, file: File, booking: Booking, question: Registration['question']): Words {
  const { text } = book(desk, turn, file, booking)
  if (!question || question === 'consent' || !file.registration) return { text }
  return { text: `${text}\n${ask(desk, turn, file.registration, question).text}` }
}

function answer(
  desk: Desk,
  turn: Turn,
  file: File,
  registration: Registration,
  field: Field,
  text: string,
): Words | null {
  const { batch } = desk
  const value =
    turn.event.type === 'message' ? readField(field, text, { now: turn.now, zone: batch.dealer.zone }) : null
  const isTalk = TALK.test(text.trim()) && (value === null || field === 'model')
  if (turn.event.type !== 'message' || isTalk) return null
  hideWords(batch, turn, '***')
  if (value === null) {
    note(registration, { question: field, askedAt: turn.now }, batch.writes)
    return { text: batch.say(`registration.wrong_${field}`) }
  }
  keep(file, field, value, penOf(desk, turn))
  batch.audit(turn, 'registration.answered', { registration: registration.id, field })
  return goOn(desk, turn, file, registration)
}

/** 改, 改 电话, 改 电话 138… */
function change(
  desk: Desk,
  turn: Turn,
  file: File,
  registration: Registration,
  { field, value }: RegistrationWords & { type: 'change' },
  question: Field | null,
): Words | null {
  const given = FIELDS.filter((each) => registration.answers[each])
  const wanted = field ?? given.filter((each) => each !== question).at(-1)
  if (!wanted) return null
  return value ? answer(desk, turn, file, registration, wanted, value) : ask(desk, turn, registration, wanted)
}

function giveUp(desk: Desk, turn: Turn, file: File, registration: Registration): Words {
  const { batch } = desk
  const gaveNothing = registration.consentAt === null
  erase(file, penOf(desk, turn))
  batch.audit(turn, 'registration.cancelled', { registration: registration.id })
  return { text: batch.say(gaveNothing ? 'registration.refused' : 'registration.cancelled') }
}
