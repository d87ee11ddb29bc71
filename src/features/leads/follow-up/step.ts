import { In } from 'typeorm'
import { findWhen } from '../../../kit/chinese/when.js'
import { friendlyTime } from '../../../kit/zone.js'
import { FOLLOWED_LEADS, type Lead, OPEN_LEADS, StaffAccount } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { isAsleep } from '../desk/summary.js'
import { findLeads } from '../find-leads.js'
import { nameOf } from '../name.js'
import { notYours } from '../not-yours.js'
import { note } from '../note.js'
import { nextContact } from './cadence.js'
import { type FollowUpCommand, LOST_REASONS, readFollowUp } from './command.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readFollowUp(said(turn)) : null)

/** A lead that somebody follows, or that is over but for a call by customer service. */
const KNOWN = In([...OPEN_LEADS, 'won', 'lost', 'out_of_reach'])
const OVER: readonly Lead['state'][] = ['won', 'lost', 'out_of_reach']
const LISTED = 20

/** 跟进 / 下次 / 改级 / 成交 / 战败 / 失控 / 回访: the life of a lead after it was taken. */
export const followUpStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const codes = batch.turns.flatMap((turn) => {
    const command = commandOf(turn)
    return command && 'code' in command ? [command.code] : []
  })
  const calls = batch.turns.some((turn) => commandOf(turn)?.type === 'callback')
  const people = calls ? new Set((await batch.db.find(StaffAccount)).map(({ name }) => name)) : new Set<string>()
  const owners = batch.turns.flatMap((turn) => (commandOf(turn)?.type === 'mine' ? (turn.staff?.name ?? []) : []))
  const leads = await findLeads(batch, {
    where: [
      { code: In(codes), state: KNOWN },
      ...(owners.length ? [{ claimedBy: In([...new Set(owners)]), state: In(FOLLOWED_LEADS) }] : []),
    ],
    order: { nextContactAt: 'ASC', code: 'ASC' },
  })
  const { covers } = await loadScope(batch)

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const within = leads.filter(({ groupId }) => covers(turn, groupId))
      const answer = carryOut(batch, turn, command, within, people)
      turn.replies.push({ rank: 0, ...(typeof answer === 'string' ? { text: answer } : answer) })
    }
    next()
  }
}

type Answer = string | { text: string; buttons: { label: string; data: string }[] }

function carryOut(
  batch: Batch,
  turn: Turn,
  command: FollowUpCommand,
  leads: readonly Lead[],
  people: ReadonlySet<string>,
): Answer {
  const { say } = batch
  if (command.type === 'mine') return mine(batch, turn, leads)
  const lead = leads.find(({ code }) => code === command.code)
  if (!lead) return say('leads.no_such')
  const name = nameOf(lead)
  if (command.type === 'callback') return callBack(batch, turn, lead, command.wants, people)
  if (OVER.includes(lead.state)) return say('leads.over', { code: lead.code, end: say(`leads.end.${lead.state}`) })
  const refusal = notYours(batch, turn, lead, 'team')
  if (refusal) return refusal
  if (lead.claimedBy === null)
    Object.assign(lead, { claimedBy: turn.staff?.name ?? null, claimedAt: turn.now, state: 'claimed' })
  if (command.type === 'lost' && !command.reason) return askReason(batch, lead, name)
  return change(batch, turn, lead, command, name)
}

type Change = Exclude<FollowUpCommand, { type: 'mine' | 'callback' }>

/** Writes what was said about a lead, and says what comes next. */
function change(batch: Batch, turn: Turn, lead: Lead, command: Change, name: string): string {
  const { say, dealer } = batch
  const at = (instant: number) => friendlyTime(instant, dealer.zone, dealer.locale)
  if (command.type === 'contacted') {
    const contacts = lead.contacts + 1
    const named = findWhen(command.note, turn.now, dealer.zone)
    const next = named && named.at > turn.now ? named.at : nextContact(lead.level, contacts, turn.now, dealer)
    Object.assign(lead, { contacts, lastContactAt: turn.now, nextContactAt: next, state: 'handled' })
    note(batch, turn, lead, 'contacted', { note: command.note, next })
    return say('leads.contacted', { code: lead.code, name, next: at(next) })
  }
  if (command.type === 'next') {
    const named = findWhen(command.when, turn.now, dealer.zone)
    if (!named || named.at <= turn.now) return say('leads.when')
    lead.nextContactAt = named.at
    note(batch, turn, lead, 'next', { next: named.at })
    return say('leads.next', { code: lead.code, name, next: at(named.at) })
  }
  if (command.type === 'level') {
    const before = lead.level
    const next = nextContact(command.level, lead.contacts, lead.lastContactAt ?? turn.now, dealer)
    Object.assign(lead, { level: command.level, nextContactAt: Math.max(next, turn.now) })
    note(batch, turn, lead, 'level', { from: before, to: command.level, reason: command.reason })
    return say('leads.level_set', {
      code: lead.code,
      name,
      before,
      level: command.level,
      next: at(lead.nextContactAt ?? next),
    })
  }
  const reason = command.type === 'lost' ? command.reason : null
  Object.assign(lead, { state: command.type, endedAt: turn.now, nextContactAt: null, lostReason: reason })
  note(batch, turn, lead, command.type, { reason })
  if (command.type === 'won') return say('leads.won', { code: lead.code, name })
  batch.later(turn, {
    task: 'leads.call_back',
    payload: { leadId: lead.id },
    runAt: turn.now,
    dedupe: `leads:call_back:${lead.id}:${turn.messageId}`,
  })
  return say('leads.ended', { code: lead.code, name, end: say(`leads.end.${command.type}`) })
}

function askReason({ say }: Batch, { code }: Lead, name: string): Answer {
  return {
    text: say('leads.why_lost', { code, name }),
    buttons: LOST_REASONS.map((reason) => ({
      label: say(`leads.reason.${reason}`),
      data: `lead:lost:${code}:${reason}`,
    })),
  }
}

/** Customer service has called whoever was given up: it is over, or it begins anew. */
function callBack(batch: Batch, turn: Turn, lead: Lead, wants: boolean, people: ReadonlySet<string>): string {
  const { say, dealer } = batch
  const name = nameOf(lead)
  // Whoever gave somebody up may take them up again; that it is over is said by somebody else.
  const takesUp = wants && may(turn.staff, 'leads.work') && lead.claimedBy === turn.staff?.name
  if (!takesUp && !may(turn.staff, 'leads.call_back')) return refuse(batch, turn, { needs: 'leads.call_back' })
  if (lead.state !== 'lost' && lead.state !== 'out_of_reach') return say('leads.not_over', { code: lead.code, name })
  if (!wants) {
    note(batch, turn, lead, 'confirmed')
    return say('leads.call_back_confirmed', { code: lead.code, name })
  }
  const next = nextContact(lead.level, 0, turn.now, dealer)
  Object.assign(lead, { state: 'claimed', endedAt: null, lostReason: null, contacts: 0, nextContactAt: next })
  note(batch, turn, lead, 'reopened')
  if (!people.has(lead.claimedBy ?? '')) return toEverybody(batch, turn, lead)
  batch.tellStaff(turn, say('leads.reopened', { code: lead.code, name, by: lead.claimedBy ?? '' }), {
    dedupe: `leads:reopened:${turn.messageId}`,
  })
  return say('leads.call_back_reopened', { code: lead.code, name })
}

/** Whoever had it works here no longer. */
function toEverybody(batch: Batch, turn: Turn, lead: Lead): string {
  const free = {
    state: 'new',
    claimedBy: null,
    claimedAt: null,
    nextContactAt: null,
    offeredTo: null,
    passedOver: null,
  }
  Object.assign(lead, free)
  batch.later(turn, {
    task: 'leads.arrived',
    payload: { leadId: lead.id, key: turn.messageId, outcome: 'new' },
    runAt: turn.now,
    dedupe: `leads:arrived:${lead.id}:${turn.messageId}`,
  })
  return batch.say('leads.call_back_reopened', { code: lead.code, name: nameOf(lead) })
}

function mine({ say, dealer }: Batch, turn: Turn, leads: readonly Lead[]): string {
  const own = leads.filter((lead) => lead.claimedBy === turn.staff?.name && FOLLOWED_LEADS.includes(lead.state))
  if (!own.length) return say('leads.mine_empty')
  const lines = own.slice(0, LISTED).map((lead) =>
    say(isAsleep(lead, turn.now, dealer.zone) ? 'leads.mine_asleep' : 'leads.mine_line', {
      code: lead.code,
      level: lead.level,
      name: nameOf(lead),
      next: lead.nextContactAt ? friendlyTime(lead.nextContactAt, dealer.zone, dealer.locale) : '—',
    }),
  )
  return [say('leads.mine_title', { number: own.length }), ...lines].join('\n')
}
