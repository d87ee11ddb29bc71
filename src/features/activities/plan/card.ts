import { type Activity, GUEST_KINDS, type Rsvp } from '../../../store/index.js'
import type { Announcement } from '../announcement.js'
import { factsText, headsText, type Voice } from '../answer.js'
import { pageLink } from '../form/links.js'
import { yuan } from './read-money.js'

/** All that is known of an activity, a line each; what is not known yet is left out. */
export function cardText(voice: Voice, activity: Activity, rsvps: readonly Rsvp[]): string {
  const { say } = voice
  const { code, title, state, plan } = activity
  const lines = [
    say('activities.card_title', { code, title, state: say(`activities.state.${state}`) }),
    ...(plan.theme ? [say('activities.card_theme', { theme: plan.theme })] : []),
    factsText(voice, { announcement: activity.announcement as Announcement }),
    ...(plan.mapLink ? [say('activities.card_map', { link: plan.mapLink })] : []),
    ...(plan.poster ? [say('activities.card_poster', { link: plan.poster })] : []),
    ...pageLines(voice, activity),
    ...giftLines(voice, activity),
    ...(plan.questions?.length ? [say('activities.card_questions', { questions: plan.questions.join('、') })] : []),
    ...(plan.owner ? [say('activities.card_owner', { owner: plan.owner })] : []),
    ...moneyLines(voice, activity),
    ...(state === 'open' ? [countLine(voice, rsvps)] : []),
  ]
  return lines.join('\n')
}

/** Where everybody finds it, once it is announced, and the code of that address for a poster. */
function pageLines({ say, dealer }: Voice, { id, state }: Activity): string[] {
  const link = state === 'open' && pageLink(dealer, id)
  return link ? [say('activities.card_page', { link, image: `${link}/qr.png` })] : []
}

/** What each kind of guest gets. */
export const giftLines = ({ say }: Voice, { plan }: Pick<Activity, 'plan'>): string[] =>
  GUEST_KINDS.flatMap((kind) => {
    const gift = plan.gifts?.[kind]
    return gift ? [say('activities.card_gift', { guest: say(`activities.guest.${kind}`), gift })] : []
  })

function moneyLines({ say }: Voice, { plan: { planned, approved, spent } }: Activity): string[] {
  const budget =
    planned === undefined
      ? []
      : [
          say(approved ? 'activities.card_approved' : 'activities.card_planned', {
            sum: yuan(planned),
            by: approved?.by ?? '',
          }),
        ]
  return [...budget, ...(spent === undefined ? [] : [say('activities.card_spent', { sum: yuan(spent) })])]
}

function countLine(voice: Voice, rsvps: readonly Rsvp[]): string {
  const of = (state: Rsvp['state']) => rsvps.filter((rsvp) => rsvp.state === state)
  const total = { adults: 0, children: 0 }
  for (const rsvp of of('signed')) {
    total.adults += rsvp.adults
    total.children += rsvp.children
  }
  return voice.say('activities.card_count', {
    families: of('signed').length,
    heads: headsText(voice, total),
    waiting: of('waiting').length,
    undecided: of('undecided').length,
  })
}
