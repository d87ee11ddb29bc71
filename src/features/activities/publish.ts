import { HOUR } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import type { Activity, Group, OutboxItem, RowOf } from '../../store/index.js'
import { groupItem } from '../group-item.js'
import { roomOf } from '../step.js'
import type { Announcement } from './announcement.js'
import { factsText, rsvpButtons, type Voice } from './answer.js'
import { pageLine } from './form/links.js'
import { giftLines } from './plan/card.js'

/** The notice of an activity, on its way to its group: once, whoever publishes it. */
export function noticeItem(
  voice: Voice,
  activity: Pick<Activity, 'id' | 'text' | 'plan' | 'announcement'>,
  group: Group,
  { now, ids, messageId }: { now: number; ids: Ids; messageId?: string },
): RowOf<OutboxItem> {
  const { say, dealer } = voice
  const facts = () => factsText(voice, { announcement: activity.announcement as Announcement })
  const extra = [
    ...(activity.plan.amended ? [say('activities.notice_amended', { facts: facts() })] : []),
    ...giftLines(voice, activity),
    ...(activity.plan.mapLink ? [say('activities.card_map', { link: activity.plan.mapLink })] : []),
    ...pageLine(voice, activity.id),
    ...(activity.plan.poster ? [say('activities.card_poster', { link: activity.plan.poster })] : []),
  ]
  return groupItem(group, dealer.zone, {
    id: ids(),
    action: {
      type: 'announce',
      room: roomOf(group),
      text: say('activities.notice', { text: [activity.text, ...extra].join('\n') }),
      buttons: rsvpButtons(say, activity.id),
    },
    priority: 'broadcast',
    dedupeKey: `activities:announce:${activity.id}`,
    messageId,
    now,
    lifetime: 6 * HOUR,
  })
}
