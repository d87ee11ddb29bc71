import { maskPhones } from '../../kit/chinese/phone.js'
import type { Say } from '../../kit/texts.js'
import type { Button } from '../../message/index.js'
import type { Lead } from '../../store/index.js'
import { nameOf, placeOf } from './name.js'

const QUOTES_SHOWN = 4

/** What sales sees on the phone: who, what, in whose words, how sure, how soon, and how to answer. */
export function leadCard(say: Say, news: 'new' | 'hotter', lead: Lead): string {
  const card = say(`leads.card_${news}`, {
    code: lead.code,
    level: lead.level,
    when: say(`leads.level.${lead.level}`),
    kind: say(`leads.kind.${lead.kind}`),
    name: nameOf(lead),
    group: placeOf(say, lead),
    quotes: lead.evidence
      .slice(-QUOTES_SHOWN)
      .map((each) => say('leads.quote', { quote: maskPhones(each.quote) }))
      .join('\n'),
    percent: Math.round(lead.score * 100),
    opening: say(`leads.opening.${lead.kind}`),
  })
  return lead.offeredTo && !lead.claimedBy ? `${card}\n${say('leads.suggested', { name: lead.offeredTo })}` : card
}

export const leadButtons = (say: Say, lead: Pick<Lead, 'code'>): Button[] =>
  (['claim', 'handled', 'not_a_lead'] as const).map((type) => ({
    label: say(`leads.button.${type}`),
    data: `lead:${type}:${lead.code}`,
  }))
