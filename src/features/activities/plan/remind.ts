import { daysBetween } from '../../../kit/days.js'
import type { DayForecast } from '../../../kit/weather/forecast.js'
import { dayOf } from '../../../kit/zone.js'
import type { Db, Member } from '../../../store/index.js'
import { forecastText } from '../../forecast.js'
import type { JobDeps } from '../../job-deps.js'
import { publicName } from '../../public-name.js'
import type { Announcement } from '../announcement.js'
import { factsText, rsvpButtons } from '../answer.js'
import { tellGroup } from './say-in.js'
import type { Held } from './tick.js'

/** One message for the group, in which those who come, who wait and who are undecided each find their line. */
export async function remind(
  db: Db,
  deps: JobDeps,
  { activity, group, rsvps, members }: Held,
  key: string,
  /** Of where the store is; on the eve and on the day it is told, where there is one. */
  forecast: readonly DayForecast[],
): Promise<void> {
  const { say } = deps
  if (activity.state !== 'open') return
  const of = (state: string): Member[] =>
    rsvps.flatMap((rsvp) => (rsvp.state === state ? (members.find(({ id }) => id === rsvp.memberId) ?? []) : []))
  const names = (people: readonly Member[]) => people.map((member) => `@${publicName(say, member)}`).join(' ')
  const announcement = activity.announcement as Announcement
  // Past the deadline nobody is asked to make up their mind.
  const isOpen = announcement.deadline === undefined || deps.now <= announcement.deadline
  const [signed, waiting, undecided] = [of('signed'), of('waiting'), isOpen ? of('undecided') : []]
  if (!signed.length && !waiting.length && !undecided.length) return
  const { title } = activity
  const facts = factsText(deps, {
    announcement: { ...announcement, deadline: undefined, cap: undefined },
  })
  const map = activity.plan.mapLink
  const { day } = activity.announcement as Announcement
  const isNear = daysBetween(dayOf(deps.now, deps.dealer.zone), day) <= 1
  const weather = isNear ? forecast.find((each) => each.day === day) : undefined
  const lines = [
    say('activities.remind', { title, facts: map ? `${facts}\n${say('activities.card_map', { link: map })}` : facts }),
    ...(weather ? [say('activities.remind_weather', { weather: forecastText(say, weather) })] : []),
    ...(signed.length ? [say('activities.remind_coming', { names: names(signed) })] : []),
    ...(waiting.length ? [say('activities.remind_waiting', { names: names(waiting) })] : []),
    ...(undecided.length ? [say('activities.remind_undecided', { names: names(undecided) })] : []),
  ]
  // It names all who come: the list need not follow at once.
  activity.plan = { ...activity.plan, postedAt: deps.now }
  await tellGroup(db, deps, group, {
    text: lines.join('\n'),
    mentions: [...signed, ...waiting, ...undecided].map(({ externalId }) => externalId),
    buttons: rsvpButtons(say, activity.id),
    dedupe: `activities:${key}:${activity.id}`,
  })
}
