import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Activity } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { signLink } from '../links.js'
import { toTalked } from '../rows.js'
import { limits } from '../talk.js'

/** Until when an activity is signed up for: what was announced or declared, else its beginning. UTC ms. */
export function signUpEnds(activity: Activity): number {
  const talked = toTalked(activity, [])
  return Math.min(limits(talked).deadline ?? Number.POSITIVE_INFINITY, talked.announcement.startsAt)
}

/** The page of an activity for everybody; null where customers cannot reach the web server. */
export const pageLink = ({ publicUrl }: Pick<Dealer, 'publicUrl'>, activityId: string): string | null =>
  publicUrl ? `${publicUrl}/rsvp/on/${activityId}` : null

/** The same as a line below a notice. */
export function pageLine({ say, dealer }: Voice, activityId: string): string[] {
  const link = pageLink(dealer, activityId)
  return link ? [say('activities.form.page_line', { link })] : []
}

/** The file for a calendar, in a sentence. */
export function calendarLine({ say, dealer }: Voice, { id, title }: Activity, key: string): string[] {
  const link = pageLink(dealer, id)
  return link ? [say(key, { title, link: `${link}/calendar.ics` })] : []
}

/** The form of one member, who is known by the link; it ends with the sign-up. */
export function seatLink({ publicUrl }: Dealer, activity: Activity, memberId: string, vault: Vault): string | null {
  const token = signLink('seat', { activityId: activity.id, who: memberId }, signUpEnds(activity), vault)
  return publicUrl ? `${publicUrl}/rsvp/${token}` : null
}
