import { HOUR } from '../../../kit/clock.js'
import { Activity, type Group, OutboxItem } from '../../../store/index.js'
import type { Batch, Turn } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { factsText } from '../answer.js'
import { revised } from '../form/calendar.js'
import { calendarLine } from '../form/links.js'
import { noticeItem } from '../publish.js'
import { sayIn } from './say-in.js'

export const change = (batch: Batch, activity: Activity, values: Partial<Activity>) =>
  batch.writes.update(Activity, Object.assign(activity, values))

/** Says something to the group of an activity, once a key. */
export function sayToGroup(batch: Batch, turn: Turn, group: Group, text: string, key: string, lifetime: number): void {
  const order = { priority: 'broadcast' as const, dedupe: `activities:${key}`, lifetime }
  batch.send(turn, group, sayIn(group, text), order)
}

/** Whoever is coming must not stand at the wrong place. */
export function tellChange(batch: Batch, turn: Turn, activity: Activity, group: Group): void {
  const facts = factsText(batch, { announcement: activity.announcement as Announcement })
  const told = batch.say('activities.moved', { title: activity.title, facts })
  const text = [told, ...calendarLine(batch, activity, 'activities.calendar.again')].join('\n')
  sayToGroup(batch, turn, group, text, `moved:${turn.messageId}`, 6 * HOUR)
}

/** Announces a draft; answers what became of it. */
export function publishDraft(batch: Batch, turn: Turn, draft: Activity, group: Group): string {
  const { say } = batch
  const { code, title, plan } = draft
  if (draft.state !== 'draft') return say('activities.no_draft')
  if (group.presence !== 'here') return say('activities.not_in_group', { group: group.name })
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

/** Calls it off; answers what became of it. */
export function cancel(batch: Batch, turn: Turn, activity: Activity, group: Group): string {
  const { say } = batch
  const { code, title, state } = activity
  if (state === 'cancelled' || activity.endsAt < turn.now) return say('activities.not_open', { code })
  change(batch, activity, { state: 'cancelled', plan: revised(activity.plan) })
  batch.audit(turn, 'activities.called_off', { activity: activity.id })
  if (state === 'draft') return say('activities.dropped')
  sayToGroup(batch, turn, group, say('activities.called_off', { title }), `called_off:${activity.id}`, 12 * HOUR)
  return say('activities.called_off_told', { code, title })
}
