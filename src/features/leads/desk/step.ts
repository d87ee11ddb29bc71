import { In, IsNull, MoreThan } from 'typeorm'
import { findWhen } from '../../../kit/chinese/when.js'
import { DAY, MINUTE } from '../../../kit/clock.js'
import { friendlyTime } from '../../../kit/zone.js'
import { Customer, Lead, OPEN_LEADS, StaffAccount, StaffPromise } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { findLeads } from '../find-leads.js'
import { nextContact } from '../follow-up/index.js'
import { nameOf } from '../name.js'
import { notYours } from '../not-yours.js'
import { note } from '../note.js'
import { type DeskCommand, readDeskCommand } from './command.js'
import { loadLost } from './lost-list.js'
import { summarize, summaryText } from './summary.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readDeskCommand(said(turn)) : null)

const SNOOZE = 30 * MINUTE

interface Desk {
  leads: readonly Lead[]
  /** Whom to win back. */
  lostList: (words: string | null) => string
  promises: readonly StaffPromise[]
  /** Of those who hand over. */
  customers: readonly Customer[]
  people: readonly StaffAccount[]
}

/** 转 / 稍后 / 交接 / 线索汇总: who follows which lead, and how all of them stand. */
export const leadDeskStep: Step = async (batch) => {
  const turns = batch.turns.filter(commandOf)
  if (!turns.length) return (_turn, next) => next()
  const commands = turns.flatMap((turn) => commandOf(turn) ?? [])
  const now = Math.min(...turns.map((turn) => turn.now))
  const leaving = commands.flatMap((command) => (command.type === 'handover' ? command.from : []))
  const desk: Desk = {
    leads: await findConcerned(batch, commands, now - 31 * DAY),
    lostList: await loadLost(
      batch,
      commands.flatMap((command) => (command.type === 'lost' ? [command.reason] : [])),
      now,
    ),
    promises: leaving.length
      ? await batch.db.find(StaffPromise, { where: { state: 'open' }, relations: { staff: true } })
      : [],
    customers: leaving.length ? await batch.db.findBy(Customer, { owner: In(leaving), mergedIntoId: IsNull() }) : [],
    people: await batch.db.find(StaffAccount, { order: { id: 'ASC' } }),
  }
  const { covers } = await loadScope(batch)

  return (turn, next) => {
    const command = commandOf(turn)
    const leads = desk.leads.filter(({ groupId }) => covers(turn, groupId))
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, { ...desk, leads }) })
    next()
  }
}

/** The leads that the commands name, those of whoever leaves, and for a summary all that are open or ended lately. */
async function findConcerned(batch: Batch, commands: readonly DeskCommand[], lately: number): Promise<readonly Lead[]> {
  const open = { state: In(OPEN_LEADS) }
  const codes = commands.flatMap((command) => ('code' in command ? command.code : []))
  const leaving = In(commands.flatMap((command) => (command.type === 'handover' ? command.from : [])))
  const where = [
    ...(codes.length ? [{ ...open, code: In(codes) }] : []),
    ...(leaving.value.length
      ? [
          { ...open, claimedBy: leaving },
          { state: 'new' as const, offeredTo: leaving },
        ]
      : []),
    ...(commands.some(({ type }) => type === 'summary') ? [open, { endedAt: MoreThan(lately) }] : []),
  ]
  return where.length ? findLeads(batch, { where, order: { code: 'ASC' } }) : []
}

function carryOut(batch: Batch, turn: Turn, command: DeskCommand, desk: Desk): string {
  const { say, dealer } = batch
  if (command.type === 'summary') {
    if (!may(turn.staff, 'leads.any')) return refuse(batch, turn, { needs: 'leads.any' })
    return summaryText(say, summarize(desk.leads, turn.now, dealer))
  }
  if (command.type === 'lost')
    return may(turn.staff, 'leads.read') ? desk.lostList(command.reason) : refuse(batch, turn, { needs: 'leads.read' })
  if (command.type === 'handover') return handOver(batch, turn, command, desk)
  const lead = desk.leads.find(({ code, state }) => code === command.code && OPEN_LEADS.includes(state))
  if (!lead) return say('leads.no_such')
  if (command.type === 'help') return help(batch, turn, lead, command.who, desk)
  if (command.type === 'visit') return visit(batch, turn, lead)
  return command.type === 'pass' ? pass(batch, turn, lead, command.to, desk) : snooze(batch, turn, lead, command.when)
}

const seller = ({ people }: Desk, name: string) => people.find((each) => each.name === name && each.role === 'sales')

/** Whoever follows a lead, or may do anything with leads, gives it to a colleague in sales. */
function pass(batch: Batch, turn: Turn, lead: Lead, to: string, desk: Desk): string {
  const { say } = batch
  const refusal = notYours(batch, turn, lead, 'owner')
  if (refusal) return refusal
  if (!seller(desk, to)) return say('leads.no_seller', { name: to })
  give(batch, turn, lead, to)
  batch.later(turn, {
    task: 'leads.owner',
    payload: { leadId: lead.id, key: turn.messageId },
    runAt: turn.now,
    dedupe: `leads:owner:${lead.id}:${turn.messageId}`,
  })
  return say('leads.passed_on', { code: lead.code, name: to })
}

function give(batch: Batch, turn: Turn, lead: Lead, to: string): void {
  const from = lead.claimedBy
  const next = lead.nextContactAt ?? nextContact(lead.level, lead.contacts, turn.now, batch.dealer)
  const state = lead.state === 'new' ? 'claimed' : lead.state
  Object.assign(lead, { state, claimedBy: to, claimedAt: turn.now, nextContactAt: next })
  note(batch, turn, lead, 'passed', { from, to })
}

/** The alarm about a lead that nobody has taken rings later, within a day. */
function snooze(batch: Batch, turn: Turn, lead: Lead, when: string): string {
  const { say, dealer } = batch
  if (!may(turn.staff, 'leads.work')) return refuse(batch, turn, { needs: 'leads.work' })
  if (lead.claimedBy !== null) return say('leads.snooze_taken', { code: lead.code, by: lead.claimedBy })
  const words = when.replace(/\s*min(?:ute)?s?\b/i, '分钟').replace(/\s*hours?\b/i, '小时')
  const named = findWhen(words, turn.now, dealer.zone) ?? findWhen(`${words}后`, turn.now, dealer.zone)
  const until = when ? named?.at : turn.now + SNOOZE
  if (!until || until <= turn.now || until > turn.now + DAY) return say('leads.snooze_when')
  note(batch, turn, lead, 'snoozed', { until })
  batch.later(turn, {
    task: 'leads.unclaimed',
    payload: { leadId: lead.id },
    runAt: until,
    dedupe: `leads:unclaimed:${lead.id}:${turn.messageId}`,
  })
  return say('leads.snoozed', { code: lead.code, until: friendlyTime(until, dealer.zone, dealer.locale) })
}

/** Whoever leaves hands on customers and what is open: leads, and what was promised. What is over keeps the old name. */
function handOver(batch: Batch, turn: Turn, { from, to }: { from: string; to: string }, desk: Desk): string {
  const { say } = batch
  if (!may(turn.staff, 'leads.any')) return refuse(batch, turn, { needs: 'leads.any' })
  const heir = seller(desk, to)
  if (!heir || from === to) return say('leads.no_seller', { name: to })
  const leads = desk.leads.filter((lead) => lead.claimedBy === from && OPEN_LEADS.includes(lead.state))
  for (const lead of leads) give(batch, turn, lead, to)
  for (const lead of desk.leads) {
    if (lead.offeredTo !== from || lead.state !== 'new') continue
    lead.offeredTo = to
    batch.writes.update(Lead, lead)
  }
  const promises = desk.promises.filter((promise) => promise.staff?.name === from)
  for (const promise of promises) {
    promise.staff = heir
    batch.writes.change(StaffPromise, promise.id, { staffId: heir.id })
  }
  const customers = desk.customers.filter(({ owner }) => owner === from)
  for (const customer of customers) {
    customer.owner = to
    batch.writes.change(Customer, customer.id, { owner: to })
  }
  const counts = { leads: leads.length, promises: promises.length, customers: customers.length }
  return say('leads.handed_over', { from, to, ...counts })
}

/** A colleague works on it too, and may write down what was talked about. */
function help(batch: Batch, turn: Turn, lead: Lead, who: string, desk: Desk): string {
  const { say } = batch
  const refusal = notYours(batch, turn, lead, 'team')
  if (refusal) return refusal
  if (!seller(desk, who) || who === lead.claimedBy) return say('leads.no_seller', { name: who })
  lead.helpers = [...new Set([...(lead.helpers ?? []), who])]
  note(batch, turn, lead, 'helped', { who })
  return say('leads.helped', { code: lead.code, name: nameOf(lead), who: lead.helpers.join('、') })
}

/** The customer was in the showroom: that is a contact too. */
function visit(batch: Batch, turn: Turn, lead: Lead): string {
  const { say, dealer } = batch
  const refusal = notYours(batch, turn, lead, 'team')
  if (refusal) return refusal
  const contacts = lead.contacts + 1
  const next = nextContact(lead.level, contacts, turn.now, dealer)
  const claim = { claimedBy: lead.claimedBy ?? turn.staff?.name ?? null, claimedAt: lead.claimedAt ?? turn.now }
  const seen = { lastVisitAt: turn.now, lastContactAt: turn.now }
  Object.assign(lead, { ...claim, ...seen, contacts, nextContactAt: next, state: 'handled' })
  note(batch, turn, lead, 'visited')
  const at = friendlyTime(next, dealer.zone, dealer.locale)
  return say('leads.visited', { code: lead.code, name: nameOf(lead), next: at })
}
