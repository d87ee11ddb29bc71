import { In } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { type Db, Lead, RadarEntry } from '../../store/index.js'

/** What became of those who entered long enough ago: owners with a lead, and with an order, within so many days. */
export interface Effect {
  days: number
  arm: RadarEntry['arm']
  owners: number
  leads: number
  orders: number
}

type Entry = Pick<RadarEntry, 'customerId' | 'arm' | 'at'>
type Wish = Pick<Lead, 'customerId' | 'kind' | 'state' | 'raisedAt' | 'endedAt'>

const WITHIN = [90, 180] as const

/** Only owners whose days are over count, so that both groups had the same time. */
export const effectOf = (entries: readonly Entry[], leads: readonly Wish[], now: number): Effect[] =>
  WITHIN.flatMap((days) =>
    (['told', 'control'] as const).map((arm) => {
      const owners = entries.filter((entry) => entry.arm === arm && entry.at + days * DAY <= now)
      const having = (isOne: (lead: Wish, at: number) => boolean) =>
        owners.filter(({ customerId, at }) =>
          leads.some((lead) => lead.customerId === customerId && lead.kind !== 'referral' && isOne(lead, at)),
        ).length
      const within = (time: number | null, at: number) => time !== null && time >= at && time < at + days * DAY
      return {
        ...{ days, arm, owners: owners.length },
        leads: having(({ raisedAt, state }, at) => state !== 'not_a_lead' && within(raisedAt, at)),
        orders: having(({ state, endedAt }, at) => state === 'won' && within(endedAt, at)),
      }
    }),
  )

export async function readEffect(db: Db, now: number): Promise<Effect[]> {
  const entries = await db.find(RadarEntry, { select: { id: true, customerId: true, arm: true, at: true } })
  const leads = await db.findBy(Lead, { customerId: In([...new Set(entries.map(({ customerId }) => customerId))]) })
  return effectOf(entries, leads, now)
}
