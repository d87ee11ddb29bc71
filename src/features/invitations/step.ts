import { In, IsNull } from 'typeorm'
import {
  Customer,
  createCodes,
  Invitation,
  Invitee,
  Lead,
  OPEN_LEADS,
  StaffAccount,
  writeRows,
} from '../../store/index.js'
import { namesOf } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type InvitationCommand, readInvitationCommand } from './command.js'
import { progressText } from './progress.js'
import { split } from './split.js'

const commandOf = (turn: Turn) =>
  turn.staff && turn.group.kind !== 'owners' ? readInvitationCommand(said(turn)) : null

const LISTED = 40

/** 邀约计划: a campaign's prospects, split among colleagues who call them. */
export const invitationsStep: Step = async (batch) => {
  const answers = new Map<Turn, string>()
  // One after the other, since the second may be about what the first made.
  for (const turn of batch.turns) {
    const command = commandOf(turn)
    if (command) answers.set(turn, await answer(batch, turn, command))
  }
  return (turn, next) => {
    const text = answers.get(turn)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

async function answer(batch: Batch, turn: Turn, command: InvitationCommand): Promise<string> {
  const { db, say } = batch
  if (command.type === 'create') return create(batch, turn, command)
  const needed = { list: 'leads.read', show: 'leads.read', close: 'invitations.plan', call: 'leads.work' } as const
  if (!may(turn.staff, needed[command.type])) return refuse(batch, turn, { needs: needed[command.type] })
  if (command.type === 'list') {
    const open = await db.find(Invitation, { where: { closedAt: IsNull() }, order: { code: 'ASC' } })
    const invitees = await db.findBy(Invitee, { invitationId: In(open.map(({ id }) => id)) })
    const texts = open.map((each) =>
      progressText(
        say,
        each,
        invitees.filter(({ invitationId }) => invitationId === each.id),
      ),
    )
    return texts.join('\n') || say('invitations.none')
  }
  const invitation = await db.findOneBy(Invitation, { code: command.code })
  if (!invitation) return say('invitations.no_such')
  const invitees = await db.find(Invitee, { where: { invitationId: invitation.id }, order: { number: 'ASC' } })
  if (command.type === 'show') return show(batch, turn, invitation, invitees)
  if (command.type === 'close') {
    await db.update(Invitation, { id: invitation.id }, { closedAt: invitation.closedAt ?? turn.now })
    batch.audit(turn, 'invitations.closed', { invitation: invitation.id })
    return progressText(say, invitation, invitees)
  }
  const invitee = invitees.find(({ number }) => number === command.number)
  if (!invitee || invitation.closedAt !== null) return say('invitations.no_such')
  if (invitee.assignee !== turn.staff?.name && !may(turn.staff, 'invitations.plan'))
    return refuse(batch, turn, { needs: 'invitations.plan' })
  const { result } = command
  // Whoever stands in the showroom was not called by that.
  const isCall = result !== 'came'
  Object.assign(invitee, {
    state: result === 'no_answer' ? invitee.state : result,
    ...(isCall && { calls: invitee.calls + 1, calledAt: turn.now }),
  })
  await db.update(
    Invitee,
    { id: invitee.id },
    { state: invitee.state, calls: invitee.calls, calledAt: invitee.calledAt },
  )
  batch.audit(turn, 'invitations.called', { invitee: invitee.id, result })
  const name = (await namesOf(db, [invitee.customerId])).get(invitee.customerId) ?? ''
  const state = say(`invitations.state.${invitee.state}`)
  return say('invitations.recorded', { number: invitee.number, name, state, calls: invitee.calls })
}

type Create = Extract<InvitationCommand, { type: 'create' }>

async function create(batch: Batch, turn: Turn, { title, levels, names }: Create): Promise<string> {
  const { db, say, ids } = batch
  if (!may(turn.staff, 'invitations.plan')) return refuse(batch, turn, { needs: 'invitations.plan' })
  const people = await db.find(StaffAccount)
  const unknown = names.find((name) => !people.some((each) => each.name === name))
  if (unknown) return say('invitations.no_colleague', { name: unknown })
  const sellers = people.filter(({ role }) => role === 'sales').map(({ name }) => name)
  const callers = names.length ? names : [...new Set(sellers)].sort()
  if (!callers.length) return say('invitations.nobody')
  const leads = await db.find(Lead, {
    where: { state: In(OPEN_LEADS), level: In(levels) },
    order: { code: 'ASC' },
  })
  // Whoever wants to hear nothing is not called either.
  const customers = await db.findBy(Customer, {
    ...{ id: In(leads.map(({ customerId }) => customerId)), marketingStoppedAt: IsNull(), erasedAt: IsNull() },
    mergedIntoId: IsNull(),
  })
  const ownerOf = new Map(customers.map(({ id, owner }) => [id, owner]))
  const prospects = leads
    .filter(({ customerId }) => ownerOf.has(customerId))
    .map(({ customerId, claimedBy }) => ({ customerId, consultant: claimedBy ?? ownerOf.get(customerId) ?? null }))
  if (!prospects.length) return say('invitations.nobody')
  const nextCode = await createCodes(db, Invitation)
  const about = { title, levels: levels.join(''), by: turn.staff?.name ?? '', createdAt: turn.now, closedAt: null }
  const invitation = { id: ids(), code: nextCode(), ...about }
  await db.insert(Invitation, invitation)
  const invitees = split(prospects, callers).map(({ customerId, assignee }, index) => ({
    ...{ id: ids(), invitationId: invitation.id, number: index + 1, customerId, assignee },
    ...{ calls: 0, calledAt: null, state: 'open' as const },
  }))
  await writeRows(db, Invitee, invitees)
  batch.audit(turn, 'invitations.planned', { invitation: invitation.id, number: invitees.length })
  const payload = { invitationId: invitation.id }
  batch.later(turn, { task: 'invitations.tell', payload, runAt: turn.now, dedupe: `invitations:tell:${invitation.id}` })
  return progressText(say, invitation, invitees)
}

async function show(
  { db, say }: Batch,
  turn: Turn,
  invitation: Invitation,
  invitees: readonly Invitee[],
): Promise<string> {
  const own = may(turn.staff, 'invitations.plan')
    ? invitees
    : invitees.filter(({ assignee }) => assignee === turn.staff?.name)
  return [progressText(say, invitation, invitees), ...(await inviteeLines(db, say, own))].join('\n')
}

/** Those whom nobody has reached first. */
export async function inviteeLines(
  db: Batch['db'],
  say: Batch['say'],
  invitees: readonly Invitee[],
): Promise<string[]> {
  const names = await namesOf(
    db,
    invitees.map(({ customerId }) => customerId),
  )
  const lines = invitees
    .toSorted(
      (one, other) => Number(one.state !== 'open') - Number(other.state !== 'open') || one.number - other.number,
    )
    .slice(0, LISTED)
    .map(({ number, customerId, assignee, state, calls }) =>
      say('invitations.line', {
        ...{ number, name: names.get(customerId) ?? '', assignee, calls, state: say(`invitations.state.${state}`) },
      }),
    )
  const left = invitees.length - lines.length
  return left > 0 ? [...lines, say('invitations.more', { number: left })] : lines
}
