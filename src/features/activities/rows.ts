import { instantOf } from '../../kit/chinese/dates.js'
import type { Activity, RowOf, Rsvp } from '../../store/index.js'
import type { Announcement } from './announcement.js'
import type { SignUp } from './roster.js'
import type { TalkedActivity } from './talk.js'

/** An activity's row and its sign-ups as the talk knows them. */
export function toTalked(activity: Activity, rsvps: readonly Rsvp[]): TalkedActivity {
  return {
    id: activity.key,
    announcement: activity.announcement as Announcement,
    announcedAt: activity.announcedAt,
    closedAt: activity.closedAt ?? undefined,
    roster: rsvps.flatMap(({ memberId, adults, children, state, by, signedAt }): SignUp[] =>
      state === 'undecided' || state === 'declined'
        ? []
        : [{ person: memberId, adults, children, state, by, since: signedAt }],
    ),
  }
}

/** An activity that begins with its notice; the id's end keeps two of the same name on one day apart. */
export const talkedFrom = (id: string, announcement: Announcement, at: number): TalkedActivity => ({
  id: `${announcement.day} ${announcement.title} ${id.slice(-4)}`,
  announcement,
  announcedAt: at,
  roster: [],
})

/** The row of an activity that the talk has just made. */
export const activityRow = (
  { id, code, groupId }: Pick<Activity, 'id' | 'code' | 'groupId'>,
  talked: TalkedActivity,
  text: string,
  zone: string,
  state: Activity['state'],
): RowOf<Activity> => ({
  id,
  code,
  groupId,
  key: talked.id.slice(0, 255),
  title: talked.announcement.title.slice(0, 255),
  text,
  announcement: talked.announcement,
  endsAt: instantOf(talked.announcement.day, { hour: 24, minute: 0 }, zone),
  state,
  announcedAt: talked.announcedAt,
  closedAt: talked.closedAt ?? null,
  plan: {},
})
