import { In } from 'typeorm'
import { dayOf } from '../../kit/zone.js'
import { Contact, Customer } from '../../store/index.js'
import { allowanceOf, left } from '../contact-budget.js'
import { findNamedCustomers, meant, type NamedCustomer } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { careText, journeyText } from './care-text.js'
import { changed, changes } from './change.js'
import { type CareCommand, readCareCommand } from './command.js'
import { type CareSettings, readCareSettings, saveCareSettings } from './settings.js'

const SHOWN = 10

interface Desk {
  batch: Batch
  settings: CareSettings
  people: readonly NamedCustomer[]
  customers: readonly Customer[]
  /** Newest first. */
  contacts: readonly Contact[]
}

const commandOf = (turn: Turn): CareCommand | null =>
  turn.staff && turn.group.kind !== 'owners' && turn.mode === 'live' && turn.event.type === 'message'
    ? readCareCommand(said(turn))
    : null

/** 关怀 and 联系预算: what is said by itself, in which words, and what was held back from whom. */
export const careStaffStep: Step = async (batch) => {
  const heard = batch.turns.flatMap((turn) => {
    const command = commandOf(turn)
    return command ? [{ turn, command }] : []
  })
  if (!heard.length) return (_turn, next) => next()
  const people = await findNamedCustomers(
    batch.db,
    heard.flatMap(({ command }) => (command.type === 'budget' ? [command.name] : [])),
  )
  const customerIds = people.map(({ customerId }) => customerId)
  const desk: Desk = {
    batch,
    people,
    settings: await readCareSettings(batch.db),
    customers: customerIds.length ? await batch.db.findBy(Customer, { id: In(customerIds) }) : [],
    contacts: customerIds.length
      ? await batch.db.find(Contact, { where: { customerId: In(customerIds) }, order: { at: 'DESC', id: 'DESC' } })
      : [],
  }
  const answers = new Map(heard.map(({ turn, command }) => [turn, answer(desk, turn, command)] as const))
  if (heard.some(({ command }) => changes(command))) await saveCareSettings(batch.db, desk.settings)

  return (turn, next) => {
    const text = answers.get(turn)
    if (text !== undefined) turn.replies.push({ rank: 0, text })
    next()
  }
}

function answer(desk: Desk, turn: Turn, command: CareCommand): string {
  const { batch } = desk
  const { say } = batch
  const needs = changes(command) ? 'care.configure' : 'care.read'
  if (!may(turn.staff, needs)) return refuse(batch, turn, { needs })
  if (command.type === 'budget') return budgetText(desk, turn, command.name)
  const next = changed(desk.settings, command, { now: turn.now, zone: batch.dealer.zone })
  if ('problem' in next) return say(next.problem, { longest: next.longest, least: next.least, most: next.most })
  desk.settings = next
  if (changes(command)) batch.audit(turn, 'care.configured', { ...command })
  return 'journey' in command ? journeyText(say, next, command.journey) : careText(say, next)
}

function budgetText({ batch, people, customers, contacts }: Desk, turn: Turn, name: string): string {
  const { say, dealer } = batch
  const [person, ...others] = meant(name, people)
  const customer = customers.find(({ id }) => id === person?.customerId)
  if (!person || !customer) return say('customers.nobody', { name })
  if (others.length) return say('customers.which', { names: [person, ...others].map((each) => each.name).join('、') })
  const own = contacts.filter(({ customerId }) => customerId === customer.id)
  const allowance = allowanceOf(customer.class)
  const rest = left(allowance, own, turn.now)
  const lines = own.slice(0, SHOWN).map(({ at, kind, state, why }) =>
    say('care.contact', {
      day: dayOf(at, dealer.zone),
      kind: say(`care.kind.${kind}`),
      state: why ? say(`care.held.${why}`) : say(`care.state.${state}`),
    }),
  )
  return [
    say('care.budget', { name: person.name, ...allowance, left: rest }),
    ...(customer.marketingStoppedAt === null ? [] : [say('customers.no_marketing')]),
    ...(lines.length ? lines : [say('care.no_contacts')]),
  ].join('\n')
}
