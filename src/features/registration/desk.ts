import type { Vault } from '../../kit/crypto.js'
import type { Button } from '../../message/index.js'
import type { Field, Registration } from '../../store/index.js'
import type { NamedCustomer } from '../named-customers.js'
import type { Batch, Turn } from '../step.js'
import type { Bookings } from './bookings.js'
import { consentOf } from './consent.js'
import { begin, type File, missing, note, type Pen, unasked } from './file.js'
import { joinLink, LINK_DAYS } from './link.js'
import { summary } from './summary.js'

/** What the bot says in the dialogue. */
export interface Words {
  text: string
  buttons?: Button[]
}

/** The files of those who speak in a batch, and what is said about them. */
export interface Desk {
  batch: Batch
  vault: Vault
  files: Map<string, File>
  /** Whom the staff may mean. */
  candidates: NamedCustomer[]
  /** Null when nobody speaks of them. */
  bookings: Bookings | null
}

export const penOf = ({ batch, vault }: Desk, { now }: Turn): Pen => ({
  writes: batch.writes,
  vault,
  ids: batch.ids,
  dealer: batch.dealer,
  now,
})

/** Begins, or goes on where it stopped; what was said of consent is asked first. */
export function start(desk: Desk, turn: Turn, file: File): Words {
  const registration = begin(file, penOf(desk, turn))
  const { batch } = desk
  const { text, version } = consentOf(batch.say, batch.dealer, batch.dealer.locale)
  if (registration.consentVersion === version) {
    reopen(registration, missing(file), batch)
    return goOn(desk, turn, file, registration)
  }
  note(registration, { question: 'consent', askedAt: turn.now }, batch.writes)
  batch.audit(turn, 'registration.begun', { registration: registration.id })
  const link = joinLink(batch.dealer, turn.member.id, turn.now, desk.vault)
  const way = link ? batch.say('registration.or_link', { link, days: LINK_DAYS }) : ''
  return {
    text: [text, batch.say('registration.consent_ask'), way].filter(Boolean).join('\n'),
    buttons: [
      { label: batch.say('registration.button_agree'), data: 'registration:agree' },
      { label: batch.say('registration.button_no'), data: 'registration:cancel' },
    ],
  }
}

/** What was skipped and is still missing is asked once more, when the customer asks to register once more. */
function reopen(registration: Registration, fields: readonly Field[], { writes }: Batch): void {
  if (!fields.length) return
  const answers = Object.entries(registration.answers).filter(([field]) => !fields.includes(field as Field))
  note(registration, { state: 'open', answers: Object.fromEntries(answers) }, writes)
}

export function agree(desk: Desk, turn: Turn, file: File, registration: Registration): Words {
  const { batch } = desk
  const { version } = consentOf(batch.say, batch.dealer, batch.dealer.locale)
  const consent = { consentAt: turn.now, consentVersion: version, consentWay: 'chat' as const }
  note(registration, consent, batch.writes)
  batch.audit(turn, 'registration.agreed', { registration: registration.id, version })
  return goOn(desk, turn, file, registration)
}

export function ask({ batch }: Desk, turn: Turn, registration: Registration, field: Field): Words {
  note(registration, { question: field, askedAt: turn.now }, batch.writes)
  return { text: batch.say(`registration.ask_${field}`, { brand: batch.dealer.brand }) }
}

/** The next question, or the end of it. */
export function goOn(desk: Desk, turn: Turn, file: File, registration: Registration): Words {
  const next = registration.state === 'open' ? unasked(file) : null
  if (next) return ask(desk, turn, registration, next)
  const { batch, vault } = desk
  const first = registration.state === 'open'
  note(registration, { question: null, ...(first && { state: 'done', doneAt: turn.now }) }, batch.writes)
  const lines = summary(batch.say, file, vault)
  if (first) {
    batch.audit(turn, 'registration.completed', { registration: registration.id, missing: missing(file) })
    const text = batch.say('registration.told', { name: file.name, lines })
    batch.tellStaff(turn, text, { dedupe: `registration:done:${registration.id}:${turn.now}` })
  }
  return { text: batch.say(first ? 'registration.thanks' : 'registration.known', { lines }) }
}
