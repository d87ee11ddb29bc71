import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { DateTime } from 'luxon'
import type { Activity, ActivityPlan } from '../../../store/index.js'
import type { Announcement } from '../announcement.js'
import { factsText, type Voice } from '../answer.js'
import { pageLink } from './links.js'

/** Whoever follows the address hears of changes within this time, seconds. */
const LOOK_AGAIN = 6 * 60 * 60

/** What a calendar that holds an older state has to see before it takes the new one. */
export const revised = (plan: ActivityPlan): ActivityPlan => ({ ...plan, revision: (plan.revision ?? 0) + 1 })

/**
 * An activity as an iCalendar file (RFC 5545): always the same UID, so that it replaces what a calendar has of it. Times
 * are instants in UTC; one that no hour is known of takes its day in the dealer's zone. When it ends nobody said.
 */
export function calendarOf(voice: Voice, activity: Activity, now: number): string {
  const { say, dealer } = voice
  const announcement = activity.announcement as Announcement
  const { gatherAt, startsAt, place } = announcement
  const starts = DateTime.fromMillis(gatherAt ?? startsAt, { zone: dealer.zone })
  const isDay = starts.toMillis() === starts.startOf('day').toMillis()
  const isOff = activity.state === 'cancelled'
  const title = say('activities.calendar.title', { dealer: dealer.name, title: activity.title })
  const { mapLink } = activity.plan
  const calendar = ical({
    prodId: { company: 'Cheyou', product: 'activities' },
    name: title,
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN,
  })
  calendar.createEvent({
    id: `${activity.id}@cheyou`,
    sequence: activity.plan.revision ?? 0,
    stamp: new Date(now),
    start: isDay ? starts : starts.toJSDate(),
    allDay: isDay,
    summary: isOff ? say('activities.calendar.off', { title }) : title,
    location: place ?? null,
    description: [
      factsText(voice, { announcement }),
      ...(mapLink ? [say('activities.card_map', { link: mapLink })] : []),
    ].join('\n'),
    url: pageLink(dealer, activity.id),
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
