import { In } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import { Activity, Group, OutboxItem, Rsvp, StaffAccount } from '../../../store/index.js'
import { may, type Permission } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, roomOf, type Step, said, type Turn } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { factsText } from '../answer.js'
import { findActivities } from '../find-activities.js'
import { tellPromoted } from '../promoted.js'
import { noticeItem } from '../publish.js'
import { keepAnnouncement, type Remembered, remember } from '../remembered.js'
import { cardText } from './card.js'
import { editPlan } from './edit.js'
import { effectText } from './effect.js'
import { type Guests, inviteNow, inviteText, loadGuests, unansweredText } from './guests.js'
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
  const now = Math.max(...batch.turns.map((turn) => turn.now))
  const groupIds = [...new Set(activities.map((each) => each.groupId))]
  const desk: Desk = {
    groups,
    activities,
    rsvps: await db.findBy(Rsvp, { activityId: In(activities.map((each) => each.id)) }),
    staff: (await db.find(StaffAccount)).map((each) => each.name),
    talks: await remember(batch, groupIds, now),
    guests: commands.some(({ type }) => type === 'ask') ? await loadGuests(db, groupIds) : null,
    year: commands.some(({ type }) => type === 'year' || type === 'effect') ? await loadYear(db, now) : null,
  }

  return (turn, next) => {
    const command = commandOf(turn)
    if (!command) return next()
    const reply = may(turn.staff, NEEDS[command.type])
      ? carryOut(batch, turn, command, desk)
      : { text: refuse(batch, turn) }
    turn.replies.push({ rank: 0, ...reply })
    next()
  }
}

interface Answer {
  text: string
  buttons?: { label: string; data: string }[]
}

function carryOut(batch: Batch, turn: Turn, command: ActivityCommand, desk: Desk): Answer {
  const { say, dealer } = batch
  if (command.type === 'templates') return { text: templatesText(batch, command.word, turn.now) }
  if (command.type === 'year') return { text: desk.year ? yearText(batch, desk.year, turn.now) : '' }
  if (command.type === 'effect') return { text: effectText(batch, desk.year?.activities ?? []) }
  const activity = desk.activities.find(({ code }) => code === command.code)
  const group = desk.groups.find(({ id }) => id === activity?.groupId)
  if (!activity || !group) return { text: say('activities.no_such', { code: command.code }) }
  const { code, title } = activity
  switch (command.type) {
    case 'show':
      return card(batch, activity, desk)
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

const change = (batch: Batch, activity: Activity, values: Partial<Activity>) =>
  batch.writes.update(Activity, Object.assign(activity, values))

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

/** Whoever is coming must not stand at the wrong place. */
function tellChange(batch: Batch, turn: Turn, activity: Activity, group: Group): void {
  const facts = factsText(batch, { announcement: activity.announcement as Announcement })
  const text = batch.say('activities.moved', { title: activity.title, facts })
  const order = { priority: 'broadcast' as const, dedupe: `activities:moved:${turn.messageId}`, lifetime: 6 * HOUR }
  batch.send(turn, group, { type: 'say', room: roomOf(group), text }, order)
}

/** Announces a draft; answers what became of it. */
export function publishDraft(batch: Batch, turn: Turn, draft: Activity, group: Group): string {
  const { say } = batch
  const { code, title, plan } = draft
  if (draft.state !== 'draft') return say('activities.no_draft')
  if (draft.endsAt < turn.now) return say('activities.not_open', { code })
  if (plan.planned !== undefined && !plan.approved) return say('activities.not_approved', { code })
  change(batch, draft, { state: 'open', announcedAt: turn.now })
  if (turn.mode === 'live')
    batch.writes.insert(
      OutboxItem,
      noticeItem(batch, draft, group, { now: turn.now, ids: batch.ids, messageId: turn.messageId }),
    )
  batch.audit(turn, 'activities.published', { activity: draft.id })
  return say('activities.published', { title, code })
}

function cancel(batch: Batch, turn: Turn, activity: Activity, group: Group): string {
  const { say } = batch
  const { code, title, state } = activity
  if (state === 'cancelled' || activity.endsAt < turn.now) return say('activities.not_open', { code })
  change(batch, activity, { state: 'cancelled' })
  batch.audit(turn, 'activities.called_off', { activity: activity.id })
  if (state === 'draft') return say('activities.dropped')
  const order = { priority: 'broadcast' as const, dedupe: `activities:called_off:${activity.id}`, lifetime: 12 * HOUR }
  batch.send(turn, group, { type: 'say', room: roomOf(group), text: say('activities.called_off', { title }) }, order)
  return say('activities.called_off_told', { code, title })
}
