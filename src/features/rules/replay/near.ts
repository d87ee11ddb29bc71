import { DAY, HOUR, MINUTE } from '../../../kit/clock.js'
import type { RuleName } from '../../../store/index.js'
import type { Meaning } from '../../../understanding/meaning.js'
import { nightAround, nightOf } from '../../quiet-night.js'
import { SAID_RULES } from '../judge.js'
import { nearFlood, nearRepeat, WITHIN } from '../mechanics.js'
import { bringsAlong, newDays } from '../newcomers.js'
import { isInNeed } from '../see-messages.js'
import type { OwnedHit, Past, PastEvent, Person } from './past.js'

/** A link is foreign or not, a card is in the format or not: nothing comes near to that. */
export const WITHOUT_DISTANCE: readonly RuleName[] = ['link', 'card']

const NEAREST = 10
/** Halfway is not near. */
const FAR = 0.5
/** So long before and after the night counts as near it. */
const NIGHTFALL = HOUR

/** How near a message comes to the rules that it does not break, 0 to 1. */
export function nearMisses(
  event: PastEvent,
  person: Person,
  past: Past,
  meaning: Meaning,
): { rule: RuleName; score: number }[] {
  const { text, late } = event
  const counted = late
    ? []
    : [
        { rule: 'flood' as const, score: text ? nearFlood(person.words) : 0 },
        { rule: 'repeat' as const, score: text ? nearRepeat(person.words) : 0 },
        { rule: 'newcomer' as const, score: nearNewcomer(event, person, past) },
        { rule: 'night' as const, score: isInNeed(meaning) ? 0 : nearNight(event, past) },
      ]
  const said = SAID_RULES.map((rule) => ({ rule, score: text ? (meaning.scores[rule] ?? 0) : 0 }))
  return [...said.filter(({ score }) => score > 0), ...counted.filter(({ score }) => score > FAR)]
}

/** Brings a link or a contact right after the days of a newcomer are over. */
function nearNewcomer({ at, text, attachments }: PastEvent, { joinedAt }: Person, { group: { settings } }: Past) {
  const days = newDays(settings) * DAY
  const since = joinedAt === null ? 0 : at - joinedAt
  if (since < days || since * FAR > days) return 0
  return bringsAlong(text, attachments, settings.allowedSites ?? []) ? days / since : 0
}

function nearNight({ at }: PastEvent, { group, zone }: Past): number {
  const night = nightOf(group)
  const next = nightAround(at + NIGHTFALL, night, zone)
  const last = nightAround(at - NIGHTFALL, night, zone)
  const away = Math.min(next ? next.begins - at : NIGHTFALL, last ? at - last.ends : NIGHTFALL)
  return away < 0 ? 0 : 1 - away / NIGHTFALL
}

/** What belongs to one flood or one evening is one miss, and none where it ended in a hit. */
const SAME: Partial<Record<RuleName, number>> = { flood: MINUTE, repeat: WITHIN, night: 12 * HOUR }

/** The ten nearest of each rule, the nearest first. */
export function nearestMisses(near: readonly OwnedHit[], hits: readonly OwnedHit[]): OwnedHit[] {
  const ranked = near.toSorted(
    (one, other) => other.score - one.score || one.at - other.at || one.messageId.localeCompare(other.messageId),
  )
  const taken: OwnedHit[] = []
  const full = new Map<RuleName, number>()
  for (const miss of ranked) {
    if ((full.get(miss.rule) ?? 0) >= NEAREST) continue
    const isSame = (other: OwnedHit) =>
      other.rule === miss.rule &&
      other.person === miss.person &&
      Math.abs(other.at - miss.at) <= (SAME[miss.rule] ?? -1)
    if (taken.some(isSame) || hits.some(isSame)) continue
    taken.push(miss)
    full.set(miss.rule, (full.get(miss.rule) ?? 0) + 1)
  }
  return taken
}
