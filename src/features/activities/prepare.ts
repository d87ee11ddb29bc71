import type { Params } from '../../kit/texts.js'
import type { Group } from '../../store/index.js'
import type { Announcement } from './announcement.js'
import { recogniseAnnouncement } from './recognise-announcement.js'

export interface Prepared {
  group: Group
  announcement: Announcement
  notice: string
}

/** Why a notice cannot be taken: the key of the sentence that says so. */
export interface Unprepared {
  key: string
  params: Params
}

/** `@二群 10月18日采摘…`: which group is meant, and what the notice says. With one group there is nothing to name. */
export function prepareActivity(
  text: string,
  groups: readonly Group[],
  at: number,
  zone: string,
): Prepared | Unprepared {
  const [, name, rest] = /^@(\S+)\s+([\s\S]+)$/.exec(text) ?? [null, '', text]
  const fitting = name ? groups.filter((group) => group.name.includes(name)) : groups
  const [group] = fitting
  if (!group) return { key: 'activities.no_group', params: {} }
  if (fitting.length > 1)
    return { key: 'activities.which_group', params: { groups: fitting.map((each) => `@${each.name}`).join(' ') } }
  const notice = rest ?? ''
  // The staff say that it is one, so the call to sign up may be left to the bot.
  const announcement =
    recogniseAnnouncement(notice, at, zone) ?? recogniseAnnouncement(`【活动】${notice}\n欢迎报名`, at, zone)
  return announcement ? { group, announcement, notice } : { key: 'activities.not_read', params: {} }
}
