import type { Evidence, LeadKind, Moderation } from '../../../understanding/meaning.js'

/** What colour a label has: a wish to buy, a broken rule, or a question. */
export type Family = 'lead' | 'rule' | 'topic'

export const LEADS: readonly LeadKind[] = ['add_on', 'trade_in', 'referral']
export const RULES: readonly Moderation[] = ['ad', 'service_price', 'abuse', 'illegal']

export function familyOf(label: string): Family {
  if (LEADS.some((lead) => lead === label)) return 'lead'
  return RULES.some((rule) => rule === label) ? 'rule' : 'topic'
}

export interface Span {
  text: string
  /** Labels that this piece speaks for; none for plain text. */
  labels: string[]
}

/** Cuts a text where evidence begins or ends; evidence may overlap. Offsets are UTF-16 code units. */
export function cutSpans(text: string, evidence: Pick<Evidence, 'label' | 'start' | 'end'>[]): Span[] {
  const clamp = (offset: number) => Math.min(Math.max(offset, 0), text.length)
  const cuts = new Set([0, text.length, ...evidence.flatMap(({ start, end }) => [clamp(start), clamp(end)])])
  const sorted = [...cuts].sort((one, other) => one - other)
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length
    const covering = evidence.filter(({ start, end }) => start <= from && end >= to)
    return { text: text.slice(from, to), labels: [...new Set(covering.map(({ label }) => label))] }
  })
}
