import { MINUTE } from '../../kit/clock.js'
import type { Group, Violation } from '../../store/index.js'
import type { Meaning } from '../../understanding/meaning.js'
import { nightAround, nightOf } from '../quiet-night.js'
import { modeOf } from '../rule-modes.js'
import type { Batch, Turn } from '../step.js'
import type { Verdict } from './judge.js'
import type { Rule } from './ladder.js'
import { linksOut } from './links.js'
import { floods, repeats } from './mechanics.js'
import { bringsAlong, isOnProbation } from './newcomers.js'
import { counts, createRecent } from './recent.js'

/** What breaks a rule by number, by its hour or by where it leads, whatever it says. */
export async function seeMessages(batch: Batch): Promise<Map<Turn, Verdict>> {
  const recent = await createRecent(batch)
  const found = new Map<Turn, Verdict>()
  for (const turn of batch.turns) {
    // A second opinion is about words.
    if (!counts(turn) || turn.opinion === 'given' || turn.opinion === 'missing') continue
    const verdict = mostSerious(seen(turn, recent(turn), batch.dealer.zone), turn)
    if (verdict) found.set(turn, verdict)
  }
  return found
}

function seen(turn: Turn, words: Parameters<typeof floods>[0], zone: string): (Verdict | null)[] {
  const { event, member, group } = turn
  if (event.type !== 'message') return []
  const { text, attachments = [] } = event
  const allowed = group.settings.allowedSites ?? []
  return [
    floods(words),
    repeats(words),
    isOnProbation(member, group, event.at) ? bringsAlong(text, attachments, allowed) : null,
    linksOut(text, attachments, allowed),
    disturbs(turn, zone),
  ]
}

/** Talk in the quiet hours. Whoever complains or has broken down is not told to be quiet. */
function disturbs({ event, group, meaning, now }: Turn, zone: string): Verdict | null {
  if (event.type !== 'message' || modeOf('night', group.settings, now) === 'off' || isInNeed(meaning)) return null
  return nightAround(event.at, nightOf(group), zone) && disturbance(event.text)
}

export const isInNeed = (meaning: Meaning | null) => meaning?.topic === 'complaint' || meaning?.topic === 'fault'

export const disturbance = (text: string): Verdict => ({ rule: 'night', quote: text, score: 1, certainty: 'act' })

/** A rule that is only watched must not hide one that is on. */
function mostSerious(verdicts: readonly (Verdict | null)[], { group, now }: Turn): Verdict | undefined {
  const broken = verdicts.flatMap((verdict) => verdict ?? [])
  const inMode = (mode: string) => broken.find(({ rule }) => modeOf(rule, group.settings, now) === mode)
  return inMode('on') ?? inMode('watch')
}

/** Who floods is told once, not with every further word. */
const TOLD_FOR = MINUTE

/** What was said to a member already, and is not said again: of a flood within a minute, of the night till morning. */
export function isTold(
  { rule }: Verdict,
  cases: readonly Violation[],
  { member, group, event }: Turn,
  zone: string,
): boolean {
  const since = toldSince(rule, group, event.at, zone)
  return since !== null && cases.some((each) => each.memberId === member.id && each.rule === rule && each.at >= since)
}

/** Whoever was told since then (UTC ms) is not told again; null where every case counts. */
export function toldSince(rule: Rule, group: Pick<Group, 'settings'>, at: number, zone: string): number | null {
  if (rule === 'night') return nightAround(at, nightOf(group), zone)?.begins ?? at
  return rule === 'flood' || rule === 'repeat' ? at - TOLD_FOR + 1 : null
}
