import { In } from 'typeorm'
import { clip } from '../../kit/cut-text.js'
import { dayOf } from '../../kit/zone.js'
import { Contact, Customer } from '../../store/index.js'
import { allowanceOf, left } from '../contact-budget.js'
import { findNamedCustomers, meant, type NamedCustomer } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { variantsOf } from '../variants.js'
import { type CareCommand, readCareCommand } from './command.js'
import { type CareSettings, KINDS, LONGEST, readCareSettings, saveCareSettings } from './settings.js'

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

const changes = ({ type }: CareCommand) => type === 'switch' || type === 'words' || type === 'days'

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
  const { batch, settings } = desk
  const { say } = batch
  const needs = changes(command) ? 'care.configure' : 'care.read'
  if (!may(turn.staff, needs)) return refuse(batch, turn, { needs })
  if (command.type === 'budget') return budgetText(desk, turn, command.name)
  if (command.type === 'switch') {
    const { kinds, on } = command
    settings.on = KINDS.filter((kind) => (kinds.includes(kind) ? on : settings.on.includes(kind)))
  }
  if (command.type === 'words') {
    const { kind, words } = command
    if (words && variantsOf(words).some(({ length }) => length > LONGEST))
      return say('care.too_long', { longest: LONGEST })
    const { [kind]: _old, ...others } = settings.words
    settings.words = words ? { ...others, [kind]: words } : others
  }
  if (command.type === 'days') {
    if (command.days < 1 || command.days > 60) return say('care.bad_days')
    settings.weatherDays = command.days
  }
  if (changes(command)) batch.audit(turn, 'care.configured', { ...command })
  const lines = KINDS.map((kind) => {
    const state = say(settings.on.includes(kind) ? 'care.on' : 'care.off')
    const own = settings.words[kind]
    return `${say('care.line', { kind: say(`care.kind.${kind}`), state })}${own ? say('care.own', { words: clip(own) }) : ''}`
  })
  const weather = say('care.weather_days', { days: settings.weatherDays })
  return [say('care.title'), ...lines, weather, say('care.how')].join('\n')
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
