import { In } from 'typeorm'
import { type Activity, Group, Rsvp, StaffAccount } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may, type Permission } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { findActivities } from '../find-activities.js'
import { calendarLine } from '../form/links.js'
import { tellPromoted } from '../promoted.js'
import { keepAnnouncement, type Remembered, remember } from '../remembered.js'
import { cardText } from './card.js'
import { cancel, change, publishDraft, tellChange } from './course.js'
import { editPlan } from './edit.js'
import { effectText } from './effect.js'
import { type Guests, inviteNow, inviteText, loadGuests, unansweredText } from './guests.js'
import { loadOrders, type OrdersAfter } from './orders.js'
import { type ActivityCommand, readActivityCommand } from './read-command.js'
import { templatesText } from './templates-text.js'
import { loadYear, yearText } from './year.js'

type Coded = Extract<ActivityCommand, { code: number }>

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readActivityCommand(said(turn)) : null)
const NEEDS: Record<ActivityCommand['type'], Permission> = {
  show: 'activities.read',
  templates: 'activities.read',
  year: 'activities.read',
  effect: 'activities.read',
  calendar: 'activities.read',
  ask: 'activities.edit',
  edit: 'activities.edit',
  publish: 'activities.edit',
  cancel: 'activities.edit',
  approve: 'activities.approve',
  refuse: 'activities.approve',
}

interface Desk {
  groups: readonly Group[]
  activities: readonly Activity[]
  rsvps: readonly Rsvp[]
  staff: readonly string[]
  talks: ReadonlyMap<string, Remembered>
  guests: Guests | null
  year: Awaited<ReturnType<typeof loadYear>> | null
  orders: OrdersAfter
}

/** 活动 3 …: the staff fill in a plan, have it approved, publish it and ask about it. */
export const activityDeskStep: Step = async (batch) => {
  const commands = batch.turns.flatMap((turn) => commandOf(turn) ?? [])
  if (!commands.length) return (_turn, next) => next()
  const { db } = batch
  const codes = commands.flatMap((command) => ('code' in command ? command.code : []))
  const groups = await db.find(Group, { where: { kind: 'owners' }, order: { createdAt: 'ASC' } })
  const activities = await findActivities(batch, {
    where: { code: In(codes) },
    order: { announcedAt: 'ASC', id: 'ASC' },
  })
  const { covers } = await loadScope(batch)
  const now = Math.max(...batch.turns.map((turn) => turn.now))
  const groupIds = [...new Set(activities.map((each) => each.groupId))]
  const year = commands.some(({ type }) => type === 'year' || type === 'effect') ? await loadYear(db, now) : null
  const desk: Desk = {
    groups,
    activities,
    rsvps: await db.findBy(Rsvp, { activityId: In(activities.map((each) => each.id)) }),
    staff: (await db.find(StaffAccount)).map((each) => each.name),
    talks: await remember(batch, groupIds, now),
    guests: commands.some(({ type }) => type === 'ask') ? await loadGuests(db, groupIds, now) : null,
    year,
    // The activities of other groups have their part in a buyer too.
    orders: year && commands.some(({ type }) => type === 'effect') ? await loadOrders(db, year.activities) : new Map(),
  }

  return (turn, next) => {
    const command = commandOf(turn)
    if (!command) return next()
    const own = within(desk, (groupId) => covers(turn, groupId))
    const needs = isOwnDraft(turn, command, own) ? 'activities.draft' : NEEDS[command.type]
    const reply = may(turn.staff, needs)
      ? carryOut(batch, turn, command, own)
      : { text: refuse(batch, turn, { needs }) }
    turn.replies.push({ rank: 0, ...reply })
    next()
  }
}

/** Whoever handed a draft in may go on with it until it is announced. */
function isOwnDraft({ staff }: Turn, command: ActivityCommand, { activities }: Desk): boolean {
  if (command.type !== 'edit') return false
  const activity = activities.find(({ code }) => code === command.code)
  return activity?.state === 'draft' && activity.plan.owner === staff?.name
}

/** What of it belongs to the groups of whoever asks. */
const within = (desk: Desk, isOwn: (groupId: string) => boolean): Desk => ({
  ...desk,
  groups: desk.groups.filter(({ id }) => isOwn(id)),
  activities: desk.activities.filter(({ groupId }) => isOwn(groupId)),
  year: desk.year && {
    groups: desk.year.groups.filter(({ id }) => isOwn(id)),
    activities: desk.year.activities.filter(({ groupId }) => isOwn(groupId)),
  },
})

interface Answer {
  text: string
  buttons?: { label: string; data: string }[]
}

function carryOut(batch: Batch, turn: Turn, command: ActivityCommand, desk: Desk): Answer {
  const { say, dealer } = batch
  if (command.type === 'templates') return { text: templatesText(batch, command.word, turn.now) }
  if (command.type === 'year') return { text: desk.year ? yearText(batch, desk.year, turn.now) : '' }
  if (command.type === 'effect') return { text: effectText(batch, desk.year?.activities ?? [], desk.orders, turn.now) }
  const activity = desk.activities.find(({ code }) => code === command.code)
  const group = desk.groups.find(({ id }) => id === activity?.groupId)
  if (!activity || !group) return { text: say('activities.no_such', { code: command.code }) }
  const { code, title } = activity
  switch (command.type) {
    case 'show':
      return card(batch, activity, desk)
    case 'calendar': {
      if (activity.state === 'draft') return { text: say('activities.not_open', { code }) }
      const [text] = calendarLine(batch, activity, 'activities.calendar.link')
      return { text: text ?? say('activities.form.no_address') }
    }
    case 'edit':
      return edit(batch, turn, command, activity, group, desk)
    case 'approve': {
      const { planned } = activity.plan
      if (planned === undefined) return { text: say('activities.no_budget', { code }) }
      change(batch, activity, { plan: { ...activity.plan, approved: { by: turn.staff?.name ?? '', at: turn.now } } })
      batch.audit(turn, 'activities.approved', { activity: activity.id, planned })
      return { text: say('activities.approved', { code, title }) }
    }
    case 'refuse':
      change(batch, activity, { plan: { ...activity.plan, approved: undefined } })
      batch.audit(turn, 'activities.refused', { activity: activity.id })
      return { text: say('activities.refused', { code, title, why: command.why || '—' }) }
    case 'publish':
      return { text: publishDraft(batch, turn, activity, group) }
    case 'cancel':
      return { text: cancel(batch, turn, activity, group) }
    case 'ask': {
      if (!desk.guests) return { text: '' }
      if (command.what === 'unanswered')
        return { text: unansweredText({ say, dealer }, activity, desk.guests, desk.rsvps) }
      if (activity.state !== 'open' || activity.endsAt < turn.now) return { text: say('activities.not_open', { code }) }
      return { text: inviteText(say, activity, inviteNow(batch, turn, activity, group, desk.guests, desk.rsvps)) }
    }
  }
}

function card(batch: Batch, activity: Activity, { rsvps }: Desk): Answer {
  const { say } = batch
  const { code, state, plan } = activity
  const own = rsvps.filter((rsvp) => rsvp.activityId === activity.id)
  const hint = state === 'cancelled' ? '' : `\n${say('activities.card_hint', { code })}`
  const buttons = [
    ...(plan.planned !== undefined && !plan.approved
      ? [{ label: say('activities.button_approve'), data: `activity:approve:${code}` }]
      : []),
    ...(state === 'draft' ? [{ label: say('activities.button_publish'), data: `activity:publish:${code}` }] : []),
  ]
  return { text: `${cardText(batch, activity, own)}${hint}`, buttons }
}

function edit(
  batch: Batch,
  turn: Turn,
  { field, value }: Extract<Coded, { type: 'edit' }>,
  activity: Activity,
  group: Group,
  desk: Desk,
): Answer {
  const { say, dealer } = batch
  if (activity.state === 'cancelled') return { text: say('activities.not_open', { code: activity.code }) }
  const known = { announcement: activity.announcement as Announcement, plan: activity.plan, text: activity.text }
  const edited = editPlan(known, field, value, { now: turn.now, zone: dealer.zone, staff: desk.staff })
  if ('fault' in edited) return { text: say(`activities.fault.${edited.fault}`) }
  change(batch, activity, { plan: edited.plan })
  const talk = desk.talks.get(group.id)
  if (edited.announcement !== known.announcement) {
    const promoted = keepAnnouncement(batch, turn.now, activity, edited.announcement, talk)
    const talked = talk?.talk.activities.find(({ id }) => id === activity.key)
    if (talk && talked) tellPromoted(batch, turn, group, talk, talked, promoted)
  }
  batch.audit(turn, 'activities.edited', { activity: activity.id, field })
  if (activity.state === 'open' && (field === 'when' || field === 'place') && activity.endsAt > turn.now)
    tellChange(batch, turn, activity, group)
  return card(batch, activity, desk)
}
