import { hideWords } from '../hide-words.js'
import { meant } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import type { Turn } from '../step.js'
import { decide, listBookings } from './bookings.js'
import type { Entry, StaffCommand } from './command.js'
import { consentOf } from './consent.js'
import { type Desk, penOf } from './desk.js'
import { readField } from './fields.js'
import { begin, type File, keep, missing, note } from './file.js'
import { summary } from './summary.js'

const NAMED = 20

/** Answers a command of the staff. */
export function carryOut(desk: Desk, turn: Turn, command: StaffCommand): string {
  const { say } = desk.batch
  // What they typed is a customer's: it stays in the file only.
  if (command.type === 'complete') hideWords(desk.batch, turn, '***')
  const { type } = command
  const needs = type === 'progress' || type === 'bookings' ? 'registrations.read' : 'registrations.edit'
  if (!may(turn.staff, needs)) return refuse(desk.batch, turn, { needs })
  if (type === 'progress') return progress(desk)
  if (type === 'bookings') return listBookings(desk)
  if (command.type === 'agree' || command.type === 'decline') return decide(desk, turn, command)
  if (command.type !== 'complete') return say('registration.usage')
  const [found, ...others] = meant(command.name, desk.candidates).flatMap(
    ({ customerId }) => desk.files.get(customerId) ?? [],
  )
  if (!found) return say('registration.nobody', { name: command.name })
  if (others.length) return say('registration.which', { names: [found, ...others].map(({ name }) => name).join('、') })
  return complete(desk, turn, found, command)
}

/** 登记进度: who is half-way, and what is missing. */
function progress({ batch: { say }, files }: Desk): string {
  const known = [...files.values()].filter(({ registration }) => registration && registration.state !== 'cancelled')
  const left = known
    .filter((file) => file.registration?.state === 'open' || missing(file).length)
    .sort((one, other) => begunAt(one).localeCompare(begunAt(other)))
  const title = say('registration.progress', { done: known.length - left.length, left: left.length })
  const lines = left.slice(0, NAMED).map((file) => line(say, file))
  const more = left.length > NAMED ? [say('registration.more', { number: left.length - NAMED })] : []
  return [title, ...lines, ...more].join('\n')
}

/** Ids are in the order of time. */
const begunAt = ({ registration }: File) => registration?.id ?? ''

const line = (say: Desk['batch']['say'], file: File): string =>
  file.registration?.consentAt === null
    ? say('registration.progress_consent', { name: file.name })
    : say('registration.progress_line', { name: file.name, fields: fieldNames(say, missing(file)) || '—' })

const fieldNames = (say: Desk['batch']['say'], fields: readonly Entry['field'][]) =>
  fields.map((field) => say(`registration.field.${field}`)).join('、')

/** 补登记: customer service writes down what the customer told them. */
function complete(desk: Desk, turn: Turn, file: File, command: StaffCommand & { type: 'complete' }): string {
  const { batch, vault } = desk
  const { say } = batch
  const { name } = file
  if (!command.agreed && !file.registration?.consentAt) return say('registration.no_consent', { name })
  const around = { now: turn.now, zone: batch.dealer.zone }
  const read = command.entries.map(({ field, value }) => ({ field, value: readField(field, value, around) }))
  const faulty = read.filter(({ value }) => value === null).map(({ field }) => field)
  if (faulty.length) return say('registration.unreadable', { fields: fieldNames(say, faulty) })

  const pen = { ...penOf(desk, turn), doubtful: true }
  const registration = begin(file, pen)
  if (command.agreed && registration.consentAt === null) {
    const { version } = consentOf(say, batch.dealer, batch.dealer.locale)
    note(registration, { consentAt: turn.now, consentVersion: version, consentWay: 'staff' }, batch.writes)
    batch.audit(turn, 'registration.agreed', { registration: registration.id, version, way: 'staff' })
  }
  for (const { field, value } of read) keep(file, field, value ?? '', pen)
  const left = missing(file)
  if (!left.length && registration.state === 'open')
    note(registration, { state: 'done', doneAt: turn.now, question: null }, batch.writes)
  batch.audit(turn, 'registration.filled', { registration: registration.id, fields: read.map(({ field }) => field) })
  const lines = summary(say, file, vault)
  return left.length
    ? say('registration.filled_partly', { name, lines, fields: fieldNames(say, left) })
    : say('registration.filled', { name, lines })
}
