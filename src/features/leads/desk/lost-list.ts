import { In, MoreThan } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import { Lead } from '../../../store/index.js'
import type { Batch } from '../../step.js'
import { reasonOf } from '../follow-up/index.js'
import { nameOf, WITH_NAMES } from '../name.js'

const YEAR = 365 * DAY
const LISTED = 20
const COUNTED = { id: true, lostReason: true, endedAt: true } as const

/** Whom to win back, the latest first: for each of these words, which may name a reason, what there is to say. */
export async function loadLost(
  { db, say, dealer }: Batch,
  asked: readonly (string | null)[],
  now: number,
): Promise<(words: string | null) => string> {
  if (!asked.length) return () => say('leads.lost_none')
  const lost = await db.find(Lead, {
    select: COUNTED,
    where: { state: In(['lost', 'out_of_reach']), endedAt: MoreThan(now - YEAR) },
    order: { endedAt: 'DESC' },
  })
  const lostFor = (words: string | null) => {
    const reason = words && reasonOf(words)
    return lost.filter(({ lostReason }) => !reason || lostReason === reason)
  }
  const ids = asked.flatMap((words) => lostFor(words).slice(0, LISTED)).map(({ id }) => id)
  const listed = await db.find(Lead, { where: { id: In([...new Set(ids)]) }, ...WITH_NAMES })
  const named = new Map(listed.map((lead) => [lead.id, lead]))
  const line = (lead: Lead) =>
    say('leads.lost_line', {
      code: lead.code,
      name: nameOf(lead),
      end: say(`leads.end.${lead.state}`),
      reason: lead.lostReason ? say(`leads.reason.${lead.lostReason}`) : '—',
      day: dayOf(lead.endedAt ?? lead.raisedAt, dealer.zone),
    })
  return (words) => {
    const found = lostFor(words)
    if (!found.length) return say('leads.lost_none')
    const lines = found.slice(0, LISTED).map(({ id }) => line(named.get(id) as Lead))
    return [say('leads.lost_title', { number: found.length }), ...lines].join('\n')
  }
}
