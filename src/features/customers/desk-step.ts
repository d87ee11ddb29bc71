import type { Vault } from '../../kit/crypto.js'
import { Customer, CustomerTag, NEW_VEHICLE, StaffAccount, Vehicle, VehicleFact } from '../../store/index.js'
import { hideWords } from '../hide-words.js'
import { findNamedCustomers, meant, type NamedCustomer } from '../named-customers.js'
import { may, type Permission } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { ruleOf } from './auto-tags/index.js'
import { cardText, timelineText } from './card.js'
import { type CustomerCommand, type CustomerEdit, readCustomerCommand } from './command.js'
import { type Dossier, loadDossiers } from './dossier.js'
import { carColumns, noteColumns } from './edit.js'
import { isTheirs, openPhone, PHONE_READ } from './open-phone.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readCustomerCommand(said(turn)) : null)

const MOST = 50

interface Desk {
  batch: Batch
  vault: Vault
  candidates: readonly NamedCustomer[]
  dossiers: ReadonlyMap<string, Dossier>
  colleagues: ReadonlySet<string>
}

/** 客户 / 车辆 / 删除资料: what is known of a customer, and what the staff write down. */
export const createCustomerDeskStep =
  (vault: Vault): Step =>
  async (batch) => {
    const commands = batch.turns.flatMap((turn) => commandOf(turn) ?? [])
    if (!commands.length) return (_turn, next) => next()
    const names = [...new Set(commands.map(({ name }) => name))]
    const candidates = await findNamedCustomers(batch.db, names)
    const named = names.flatMap((name) => meant(name, candidates))
    const ids = [...new Set(named.map(({ customerId }) => customerId))].slice(0, MOST)
    const dossiers = new Map((await loadDossiers(batch.db, ids)).map((each) => [each.customer.id, each]))
    const colleagues = new Set((await batch.db.find(StaffAccount)).map(({ name }) => name))
    const desk: Desk = { batch, vault, candidates, dossiers, colleagues }

    return (turn, next) => {
      const command = commandOf(turn)
      if (command) turn.replies.push({ rank: 0, ...answer(desk, turn, command) })
      next()
    }
  }

function answer(desk: Desk, turn: Turn, command: CustomerCommand): { text: string; secret?: boolean } {
  const { batch, vault } = desk
  const { say, dealer } = batch
  const refused = (needs: Permission) => ({ text: refuse(batch, turn, { needs }) })
  if (!may(turn.staff, 'customers.read')) return refused('customers.read')
  const [dossier, ...others] = meant(command.name, desk.candidates).flatMap(
    ({ customerId }) => desk.dossiers.get(customerId) ?? [],
  )
  if (!dossier) return { text: say('customers.nobody', { name: command.name }) }
  const { customer } = dossier
  if (others.length) {
    const names = [dossier, ...others].map((each) => each.customer.displayName).join('、')
    return { text: say('customers.which', { names }) }
  }
  const around = { say, dealer, vault, now: turn.now }
  if (command.type === 'card') return { text: cardText(dossier, around) }
  if (command.type === 'timeline') return { text: timelineText(dossier, around) }
  if (command.type === 'phone') {
    const opened = openPhone(turn.staff, dossier, vault)
    if (opened === 'refused') return refused('customers.phone')
    if (turn.group.kind !== 'private') return { text: say('customers.phone_private') }
    if (!opened.phone) return { text: say('customers.no_phone') }
    batch.audit(turn, PHONE_READ, { customer: customer.id })
    return { text: say('customers.phone_is', { phone: opened.phone }), secret: true }
  }
  if (command.type === 'erase' || command.type === 'erase_now') {
    if (!may(turn.staff, 'customers.erase')) return refused('customers.erase')
    const name = customer.displayName
    if (command.type === 'erase') return { text: say('customers.erase_ask', { name, said: command.name }) }
    batch.audit(turn, 'customers.erase_asked', { customer: customer.id })
    hideWords(batch, turn, '***')
    batch.later(turn, {
      task: 'customers.erase',
      payload: { customerId: customer.id, by: turn.staff?.name, key: turn.messageId },
      runAt: turn.now,
      dedupe: `customers:erase:${turn.messageId}`,
    })
    return { text: say('customers.erasing') }
  }
  if (!isTheirs(turn.staff, dossier) && !may(turn.staff, 'customers.edit')) return refused('customers.edit')
  return { text: edit(desk, turn, dossier, command as CustomerEdit) }
}

function edit(desk: Desk, turn: Turn, dossier: Dossier, command: CustomerEdit): string {
  const { batch } = desk
  const { say } = batch
  const { customer } = dossier
  const by = turn.staff?.name ?? ''
  const around = { now: turn.now, zone: batch.dealer.zone, by }
  const name = customer.displayName
  if (command.type === 'tags') {
    tag(batch, turn, dossier, command)
    return say('customers.tagged', { name, tags: dossier.tags.map((each) => each.tag).join('、') || '—' })
  }
  if (command.type === 'note') {
    if (command.field === 'owner' && !desk.colleagues.has(command.value.replace(/^@/, '')))
      return say('customers.no_colleague', { name: command.value })
    const columns = noteColumns(customer, command.field, command.value, around)
    if (!columns) return say('customers.unreadable')
    Object.assign(customer, columns)
    batch.writes.change(Customer, customer.id, columns)
  } else {
    const read = carColumns(command.field, command.value, around)
    if (!read) return say('customers.unreadable')
    const car = carOf(batch, turn, dossier, command.car)
    if (!car) return say('customers.no_car')
    Object.assign(car, read.columns)
    batch.writes.change(Vehicle, car.id, read.columns)
    if (read.fact)
      dossier.facts.push(
        batch.writes.insert(VehicleFact, {
          ...{
            id: batch.ids(),
            vehicleId: car.id,
            at: turn.now,
            state: 'confirmed',
            basis: by,
            messageId: turn.messageId,
          },
          ...read.fact,
        }),
      )
  }
  batch.audit(turn, 'customers.edited', { customer: customer.id, field: command.field })
  return say('customers.edited', { name })
}

/** The n-th car that the customer has; the first one is made when there is none. */
function carOf(batch: Batch, turn: Turn, { customer, vehicles }: Dossier, number: number): Vehicle | undefined {
  const kept = vehicles.filter(({ goneAt }) => !goneAt)
  if (number !== kept.length + 1) return kept[number - 1]
  const row = { ...NEW_VEHICLE, id: batch.ids(), customerId: customer.id, createdAt: turn.now }
  const car = batch.writes.insert(Vehicle, row)
  vehicles.push(car)
  return car
}

/** What a rule gave and a colleague gives too is theirs from then on; what they take away no rule gives again. */
function tag(batch: Batch, turn: Turn, dossier: Dossier, { add, remove }: { add: string[]; remove: string[] }): void {
  const { customer } = dossier
  const by = turn.staff?.name ?? ''
  for (const tag of add) {
    const known = dossier.tags.find((each) => each.tag === tag)
    if (!known) {
      const row = { id: batch.ids(), customerId: customer.id, tag, by, at: turn.now }
      dossier.tags.push(batch.writes.insert(CustomerTag, row))
    } else if (ruleOf(known)) {
      Object.assign(known, { by, at: turn.now })
      batch.writes.change(CustomerTag, known.id, { by, at: turn.now })
    }
  }
  const gone = dossier.tags.filter((each) => remove.includes(each.tag))
  dossier.tags = dossier.tags.filter((each) => !gone.includes(each))
  for (const { id } of gone) batch.writes.remove(CustomerTag, id)
  const { without = [] } = customer.profile ?? {}
  const unwanted = gone.flatMap((each) => (ruleOf(each) ? each.tag : []))
  const left = [...new Set([...without, ...unwanted])].filter((each) => !add.includes(each))
  if (left.length !== without.length || unwanted.length) {
    customer.profile = { ...customer.profile, without: left }
    batch.writes.change(Customer, customer.id, { profile: customer.profile })
  }
  batch.audit(turn, 'customers.tagged', { customer: customer.id, add, remove })
}
