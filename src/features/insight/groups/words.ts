import { clip } from '../../../kit/cut-text.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Say } from '../../../kit/texts.js'
import { friendlyTime, localTime } from '../../../kit/zone.js'
import type { Group } from '../../../store/index.js'
import type { GroupFacts } from './facts.js'
import { nextStep } from './next-step.js'

const QUOTED = 5
const NAMED = 20

/** 群摘要: what a day brought, for the staff only. */
export function digestOf(say: Say, { zone }: Pick<Dealer, 'zone'>, name: string, facts: GroupFacts): string {
  const list = (key: string, said: GroupFacts['questions']) =>
    said.length
      ? [
          say(`groups.digest_${key}`, { number: said.length }),
          ...said.slice(0, QUOTED).map(({ at, name: who, quote, link }) =>
            say(link ? 'groups.digest_linked' : 'groups.digest_line', {
              time: localTime(at, zone).slice(11, 16),
              name: who,
              quote: clip(quote),
              link: link ?? '',
            }),
          ),
          ...(said.length > QUOTED ? [say('groups.digest_more', { number: said.length - QUOTED })] : []),
        ]
      : []
  return [
    say('groups.digest_title', {
      name,
      messages: facts.messages,
      active: facts.active,
      mood: say(`groups.mood.${moodOf(facts)}`),
    }),
    ...list('leads', facts.leads),
    ...list('complaints', facts.complaints),
    ...list('questions', facts.questions),
    ...(facts.open ? [say('groups.digest_open', { number: facts.open })] : []),
    ...(facts.violations ? [say('groups.digest_violations', { number: facts.violations })] : []),
  ].join('\n')
}

function moodOf({ incident, complaints, quarrels, messages }: GroupFacts): 'stormy' | 'tense' | 'lively' | 'calm' {
  if (incident) return 'stormy'
  if (complaints.length >= 2 || quarrels) return 'tense'
  return messages >= 50 ? 'lively' : 'calm'
}

/** 群况: how alive a group is, by the scale of the business, and what to do next. */
export const healthText = (say: Say, name: string, facts: GroupFacts): string =>
  say('groups.health', {
    name,
    activeness: say(`groups.activeness.${facts.activeness}`),
    perDay: facts.messagesPerDay,
    members: facts.members,
    active: facts.active,
    share: facts.members ? Math.round((facts.active / facts.members) * 100) : 0,
    joined: facts.joined,
    left: facts.left,
    silent: facts.silent.length,
    next: say(`groups.next.${nextStep(facts)}`),
  })

/** 沉默名单 */
export const silentText = (say: Say, name: string, { silent }: GroupFacts): string =>
  silent.length
    ? say('groups.silent', { name, number: silent.length, names: silent.slice(0, NAMED).join('、') })
    : say('groups.silent_none', { name })

/** What there is to say of a group that we are not in, or not yet for good. */
export function presenceText(say: Say, { zone, locale }: Pick<Dealer, 'zone' | 'locale'>, group: Group): string {
  const { name, presence, presenceAt } = group
  const since = presenceAt === null ? '' : say('groups.away_since', { time: friendlyTime(presenceAt, zone, locale) })
  return say('groups.away', { name, state: say(`presence.state.${presence}`), since })
}
