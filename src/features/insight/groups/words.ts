import { clip } from '../../../kit/cut-text.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Say } from '../../../kit/texts.js'
import { friendlyTime, localTime } from '../../../kit/zone.js'
import type { Group } from '../../../store/index.js'
import { markWords } from '../../mark-words.js'
import type { GroupFacts } from './facts.js'
import { nextStep } from './next-step.js'
import type { Named, Vitals } from './vitals.js'

const QUOTED = 5
const NAMED = 20
/** Of those who stand out. */
const MARKED = 3

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
export function healthText(say: Say, name: string, facts: GroupFacts, vitals: Vitals): string {
  const { warm, influential, week, month, ...counts } = vitals
  const standOut = { warm, influential }
  const marked = (['warm', 'influential'] as const).flatMap((mark) =>
    standOut[mark].length ? [say(`groups.${mark}`, { names: named(say, standOut[mark], mark) })] : [],
  )
  return [
    say('groups.health', {
      name,
      activeness: say(`groups.activeness.${facts.activeness}`),
      perDay: facts.messagesPerDay,
      members: facts.members,
      growth: week || month ? say('groups.growth', { week: signed(week), month: signed(month) }) : '',
      active: facts.active,
      share: facts.members ? Math.round((facts.active / facts.members) * 100) : 0,
      joined: facts.joined,
      left: facts.left,
      silent: facts.silent.length,
    }),
    say('groups.month', counts),
    ...marked,
    say('groups.next_step', { step: stepWords(say, facts, vitals) }),
  ].join('\n')
}

const signed = (number: number) => (number > 0 ? `+${number}` : String(number))

/** 老周（报名 2 次、投票 1 次）；… */
const named = (say: Say, people: readonly Named[], mark: 'warm' | 'influential') =>
  people
    .slice(0, MARKED)
    .map(({ name, signs }) => say('groups.marked', { name, signs: markWords(say, signs, mark) }))
    .join(say('groups.semicolon'))

function stepWords(say: Say, facts: GroupFacts, vitals: Vitals): string {
  const step = nextStep(facts, vitals)
  const names = (step === 'leaders' ? vitals.influential : vitals.warm)
    .slice(0, MARKED)
    .map(({ name }) => name)
    .join(say('groups.and'))
  return step === 'wake' && names ? say('groups.next.wake_with', { names }) : say(`groups.next.${step}`, { names })
}

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
