import type { Lead } from '../../store/index.js'

type Load = Pick<Lead, 'claimedBy' | 'offeredTo' | 'raisedAt'>

/**
 * To whom a new lead is offered: to the customer's own consultant (`own`) while they sell here, else to whoever of
 * `sales` has the fewest open leads; of equals it is whose last one was raised longest ago. Null when nobody sells.
 */
export function route(own: string | null, sales: readonly string[], open: readonly Load[]): string | null {
  if (own !== null && sales.includes(own)) return own
  const desks = [...new Set(sales)].map((name) => {
    const leads = open.filter((lead) => (lead.claimedBy ?? lead.offeredTo) === name)
    return { name, load: leads.length, last: Math.max(0, ...leads.map((lead) => lead.raisedAt)) }
  })
  desks.sort((one, other) => one.load - other.load || one.last - other.last || (one.name < other.name ? -1 : 1))
  return desks[0]?.name ?? null
}
