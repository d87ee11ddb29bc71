import { setImmediate as breathe } from 'node:timers/promises'
import { HOUR } from '../../../kit/clock.js'
import type { ReplayHit, RuleName } from '../../../store/index.js'
import type { Meaning, Understand } from '../../../understanding/meaning.js'
import { checkCard } from '../../name-card.js'
import { nightAround, nightOf } from '../../quiet-night.js'
import { goesOn, type Thresholds, type Verdict, verdictOn } from '../judge.js'
import type { Rule } from '../ladder.js'
import { linksOut } from '../links.js'
import { floods, repeats, WITHIN } from '../mechanics.js'
import { bringsAlong, isOnProbation } from '../newcomers.js'
import { findSplit, PIECES_WITHIN } from '../pieces.js'
import { disturbance, isInNeed, toldSince } from '../see-messages.js'
import { nearestMisses, nearMisses } from './near.js'
import { begin, type OwnedHit, type Past, type PastEvent, type Person, see } from './past.js'

export interface Replay {
  hits: ReplayHit[]
  /** The ten nearest of each rule that has a distance. */
  misses: ReplayHit[]
}

interface Mind {
  understand: Understand
  thresholds: Thresholds
}

/** Other work has its turn after so many messages. */
const AT_ONCE = 100

/**
 * What each rule would have done, as if it were on and the only one. The events come in their order, and the clock is
 * theirs: the same past gives the same answer.
 */
export async function replayRules(past: Past, mind: Mind): Promise<Replay> {
  const known = new Map(past.members.map((member) => [member.externalId, member]))
  const people = new Map<string, Person>()
  const hits: OwnedHit[] = []
  const near: OwnedHit[] = []
  for (const [n, event] of past.events.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await breathe()
    const member = known.get(event.person)
    if (!member) continue
    const person = people.get(event.person) ?? begin(member, event)
    people.set(event.person, person)
    const reports = see(person, event)
    if (event.type !== 'message') continue
    const name = person.card || person.nickname || person.externalId
    const base = { messageId: event.messageId, at: event.at, name, person: event.person, right: null }
    const meaning = mind.understand(event.text, event.replyTo ? { replyTo: event.replyTo } : undefined)
    person.words = [...person.words, { id: event.messageId, at: event.at, text: event.text }].filter(
      ({ at }) => event.at - at <= WITHIN,
    )
    const verdicts = [
      readWords(event, meaning, person, mind),
      ...(event.late ? [] : count(event, person, past, isInNeed(meaning))),
      reports ? lookAtCard(person, past.group) : null,
    ].flatMap((verdict) => verdict ?? [])
    const fresh = verdicts.filter(({ rule }) => !isTold(rule, event, person, past))
    const found = fresh.map(({ rule, quote, score }) => ({ ...base, rule, quote: quote || name, score }))
    person.hits.push(...found)
    hits.push(...found)
    const others = nearMisses(event, person, past, meaning).filter(({ rule }) => !verdicts.some((v) => v.rule === rule))
    near.push(...others.map((miss) => ({ ...base, ...miss, quote: event.text })))
  }
  return { hits: inOrder(hits).map(strip), misses: nearestMisses(near, hits).map(strip) }
}

const strip = ({ person: _person, ...hit }: OwnedHit): ReplayHit => hit

const ORDER = ['illegal', 'ad', 'abuse', 'service_price', 'newcomer', 'link', 'flood', 'repeat', 'card', 'night']

/** The gravest rules first, then as they were said. */
const inOrder = (hits: readonly OwnedHit[]) =>
  hits.toSorted(
    (one, other) =>
      ORDER.indexOf(one.rule) - ORDER.indexOf(other.rule) ||
      one.at - other.at ||
      one.messageId.localeCompare(other.messageId),
  )

type PastVerdict = Pick<Verdict, 'quote' | 'score'> & { rule: RuleName }

/** The rules of words; a contact in pieces counts as a whole, and once. */
function readWords(
  { messageId, at, text }: PastEvent,
  meaning: Meaning,
  person: Person,
  { understand, thresholds }: Mind,
): PastVerdict | null {
  if (!text) return null
  const earlier = person.words.filter(
    (word) => word.id !== messageId && at - word.at <= PIECES_WITHIN && !person.consumed.has(word.id),
  )
  const split = findSplit(text, earlier, understand, thresholds)
  if (split) for (const { id } of [...split.before, { id: messageId }]) person.consumed.add(id)
  const read: Understand = (words) => (words === text ? meaning : understand(words))
  const fresh = new Set<string>(person.hits.filter((hit) => at - hit.at < HOUR).map((hit) => hit.rule))
  const verdict = split?.verdict ?? goesOn(meaning, text, fresh) ?? verdictOn(text, read, thresholds)
  return verdict?.certainty === 'act' ? verdict : null
}

/** The rules of number, direction and hour. */
function count(
  { at, text, attachments }: PastEvent,
  person: Person,
  { group, zone }: Past,
  inNeed: boolean,
): (PastVerdict | null)[] {
  const allowed = group.settings.allowedSites ?? []
  const isNight = !inNeed && nightAround(at, nightOf(group), zone) !== null
  return [
    text ? floods(person.words) : null,
    text ? repeats(person.words) : null,
    isOnProbation(person, group, at) ? bringsAlong(text, attachments, allowed) : null,
    linksOut(text, attachments, allowed),
    isNight ? disturbance(text) : null,
  ]
}

/** A newcomer whose name card is not in the format when they report in. */
function lookAtCard({ card, nickname }: Person, { settings }: Past['group']): PastVerdict | null {
  const shown = card || nickname
  return settings.cardPrefix && checkCard(shown, settings.cardPrefix) ? { rule: 'card', quote: shown, score: 1 } : null
}

function isTold(rule: RuleName, { at }: PastEvent, { hits }: Person, { group, zone }: Past): boolean {
  const since = rule === 'card' ? null : toldSince(rule as Rule, group, at, zone)
  return since !== null && hits.some((hit) => hit.rule === rule && hit.at >= since)
}
