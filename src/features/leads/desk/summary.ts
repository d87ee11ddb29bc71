import { DateTime } from 'luxon'
import type { Dealer } from '../../../kit/dealer.js'
import type { Say } from '../../../kit/texts.js'
import { type Lead, type LeadLevel, OPEN_LEADS } from '../../../store/index.js'

const LEVELS: readonly LeadLevel[] = ['H', 'A', 'B', 'C']
const MONTHS_ASLEEP = 3

type Standing = Pick<Lead, 'state' | 'level' | 'claimedBy' | 'lastContactAt' | 'raisedAt' | 'endedAt' | 'lostReason'>

/** How many there are of each word, most first. */
type Counts = [string, number][]

export interface Summary {
  base: number
  levels: Record<LeadLevel, number>
  /** Name, or an empty one for those that nobody has taken. */
  owners: Counts
  sleeping: number
  /** Of this calendar month. */
  won: number
  lost: number
  outOfReach: number
  reasons: Counts
  /** Those expected to buy within a month: H and A that are awake. */
  forecast: number
}

/** Nobody has talked to them for three months. They stay open. */
export function isAsleep({ state, lastContactAt, raisedAt }: Standing, now: number, zone: string): boolean {
  if (!OPEN_LEADS.includes(state)) return false
  return (lastContactAt ?? raisedAt) <= DateTime.fromMillis(now, { zone }).minus({ months: MONTHS_ASLEEP }).toMillis()
}

/** How the leads stand: what is open, how the month went so far, and what to expect. */
export function summarize(leads: readonly Standing[], now: number, { zone }: Pick<Dealer, 'zone'>): Summary {
  const base = leads.filter((lead) => OPEN_LEADS.includes(lead.state))
  const month = DateTime.fromMillis(now, { zone }).startOf('month').toMillis()
  const ended = leads.filter((lead) => lead.endedAt !== null && lead.endedAt >= month)
  const lost = ended.filter((lead) => lead.state === 'lost')
  const awake = base.filter((lead) => !isAsleep(lead, now, zone))
  return {
    base: base.length,
    levels: { ...{ H: 0, A: 0, B: 0, C: 0 }, ...Object.fromEntries(count(base.map((lead) => lead.level))) },
    owners: count(base.map((lead) => lead.claimedBy ?? '')),
    sleeping: base.length - awake.length,
    won: ended.filter((lead) => lead.state === 'won').length,
    lost: lost.length,
    outOfReach: ended.filter((lead) => lead.state === 'out_of_reach').length,
    reasons: count(lost.map((lead) => lead.lostReason ?? 'other')),
    forecast: awake.filter(({ level }) => level === 'H' || level === 'A').length,
  }
}

function count(words: readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
}

/** The summary in words. */
export function summaryText(say: Say, summary: Summary): string {
  const list = (counts: Counts, nameOf: (word: string) => string) =>
    counts
      .map(([word, number]) => say('leads.summary_count', { word: nameOf(word), number }))
      .join(say('leads.summary_and'))
  return say('leads.summary', {
    ...summary,
    levels: LEVELS.map((level) => `${level} ${summary.levels[level]}`).join(' · '),
    owners: list(summary.owners, (name) => name || say('leads.summary_nobody')) || '—',
    reasons: list(summary.reasons, (reason) => say(`leads.reason.${reason}`)) || '—',
  })
}
