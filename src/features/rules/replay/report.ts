import { clip } from '../../../kit/cut-text.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Say } from '../../../kit/texts.js'
import { friendlyTime } from '../../../kit/zone.js'
import type { ReplayHit, RuleName, RuleReplay } from '../../../store/index.js'
import { RULES } from '../../rule-modes.js'
import { WITHOUT_DISTANCE } from './near.js'

/** What of a replay is looked at: all rules or one, and which page. */
export interface View {
  rule: RuleName | null
  /** From 1. */
  page: number
}

export interface Speech {
  say: Say
  dealer: Pick<Dealer, 'zone' | 'locale'>
}

/** So many hits are shown to a person at once: it is read on a phone. */
const PAGE = 20
const MISSES = 10

type Found = Pick<RuleReplay, 'hits' | 'misses'>

/** Places in the list of all hits that the pages of a view have; they are the numbers by which hits are judged, less one. */
const placesOf = ({ hits }: Pick<Found, 'hits'>, { rule }: View): number[] =>
  [...hits.keys()].filter((n) => rule === null || hits[n]?.rule === rule)

/** Those on its page. */
export const shownIn = (found: Pick<Found, 'hits'>, view: View): number[] =>
  placesOf(found, view).slice((view.page - 1) * PAGE, view.page * PAGE)

/** What is said behind 预演 to ask for a view, or to judge it. */
const wordsFor = ({ say }: Speech, { rule, page }: View): string =>
  (rule ? ` ${say(`rules.${rule}.name`)}` : '') + (page > 1 ? ` ${say('rules.replay_page', { page })}` : '')

/** The result of a replay as the staff read it first: counts of all rules, the first hits, the nearest misses. */
export function sayReplay(
  speech: Speech,
  { imported, ...title }: { name: string; days: number; messages: number; imported: boolean },
  found: Found,
): string {
  const { say } = speech
  const { hits } = found
  const numberOf = (rule: RuleName) => hits.filter((hit) => hit.rule === rule).length
  const nameOf = (rule: RuleName) => say(`rules.${rule}.name`)
  const quiet = RULES.filter((rule) => !numberOf(rule))
  return [
    say(imported ? 'rules.replay_title_import' : 'rules.replay_title', {
      ...title,
      number: new Set(hits.map(({ messageId }) => messageId)).size,
    }),
    ...RULES.filter(numberOf).map((rule) => say('rules.replay_count', { rule: nameOf(rule), number: numberOf(rule) })),
    ...(quiet.length ? [say('rules.replay_quiet', { rules: quiet.map(nameOf).join('、') })] : []),
    sayView(speech, found, { rule: null, page: 1 }),
  ].join('\n')
}

/** One page of hits, and after the first the misses that came nearest. */
export function sayView(speech: Speech, found: Found, view: View): string {
  const { say } = speech
  const shown = shownIn(found, view)
  const pages = Math.ceil(placesOf(found, view).length / PAGE)
  const misses = view.page > 1 ? [] : found.misses.filter((miss) => !view.rule || miss.rule === view.rule)
  const nearest = misses.toSorted((one, other) => other.score - one.score).slice(0, MISSES)
  const endless = view.page > 1 ? [] : WITHOUT_DISTANCE.filter((each) => !view.rule || each === view.rule)
  const next = { pages, view: wordsFor(speech, { ...view, page: view.page + 1 }) }
  return [
    ...shown.map((n) => sayHit(speech, found.hits[n]!, n)),
    ...(shown.length ? [say('rules.replay_ask', { view: wordsFor(speech, view) })] : []),
    ...(view.rule && !pages ? [say('rules.replay_none_of', { rule: say(`rules.${view.rule}.name`) })] : []),
    ...(pages > view.page ? [say(view.rule ? 'rules.replay_more_of' : 'rules.replay_more', next)] : []),
    ...(nearest.length ? [say('rules.replay_misses'), ...nearest.map((miss) => sayMiss(speech, miss))] : []),
    ...endless.map((each) => say(`rules.replay_no_distance.${each}`)),
  ].join('\n')
}

const MARKS = new Map<boolean | null, string>([
  [true, ' ✓'],
  [false, ' ✗'],
  [null, ''],
])

const sayHit = ({ say, dealer }: Speech, { rule, name, quote, at, score, right }: ReplayHit, n: number) =>
  say('rules.replay_hit', {
    number: n + 1,
    mark: MARKS.get(right) ?? '',
    rule: say(`rules.${rule}.name`),
    name,
    quote: clip(quote),
    time: friendlyTime(at, dealer.zone, dealer.locale),
    percent: Math.round(score * 100),
  })

const sayMiss = ({ say }: Speech, { rule, name, quote, score }: ReplayHit) =>
  say('rules.replay_miss', {
    rule: say(`rules.${rule}.name`),
    name,
    quote: clip(quote),
    percent: Math.round(score * 100),
  })
