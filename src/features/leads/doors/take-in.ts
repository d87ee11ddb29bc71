import { In } from 'typeorm'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import {
  createCodes,
  type Db,
  Job,
  jobRow,
  Lead,
  LeadEvent,
  type LeadEvidence,
  type LeadLevel,
  OPEN_LEADS,
  type Writes,
} from '../../../store/index.js'
import { findCustomers } from '../../customer-book.js'
import { loadDesks } from '../desks.js'
import { findLeads } from '../find-leads.js'
import { nextContact } from '../follow-up/index.js'
import { hotter } from '../heat.js'
import { newLead } from '../new-lead.js'
import { proposeLevel } from '../propose-level.js'
import { MOST_EVIDENCE } from '../weigh.js'
import { isCollected } from './awaits-call.js'
import type { WrittenLead } from './read-lead.js'

export interface GivenLead extends WrittenLead {
  /** What comes with the same key comes in once. */
  key: string
  /** UTC ms; when it was said. */
  at: number
  /** `bot`, or who wrote it down. */
  author: string
  /** What somebody judged it to be already. */
  level?: LeadLevel
  /** The consultant who has it already. */
  owner: string | null
}

export interface Taken {
  lead: Lead
  /** new · grown: one that was open already knows more · known: it came in before. */
  outcome: 'new' | 'grown' | 'known'
}

export interface DoorDeps {
  db: Db
  writes: Writes
  ids: Ids
  vault: Vault
  dealer: Pick<Dealer, 'zone' | 'hours'>
  /** Nobody is told: many come at once. */
  quiet?: boolean
  /** UTC ms */
  now: number
}

/** The one door for leads that were not said in a group. People are known by phone, then by plate; one customer has one open lead. */
export async function openDoor(deps: DoorDeps, expected: readonly GivenLead[]): Promise<(given: GivenLead) => Taken> {
  const { db, writes, ids, dealer, now } = deps
  const book = await findCustomers(deps, expected)
  const customerIds = book.customerIds()
  const leads = customerIds.length ? await findLeads(deps, { where: { customerId: In(customerIds) } }) : []
  const nextCode = await createCodes(db, Lead)
  const desks = await loadDesks(db, now, dealer.zone, customerIds)
  const record = (lead: Lead, type: LeadEvent['type'], { author, at, source }: GivenLead) =>
    writes.insert(LeadEvent, {
      id: ids(),
      leadId: lead.id,
      at,
      type,
      actor: author,
      details: { source, level: lead.level },
    })
  const tell = (lead: Lead, key: string, outcome: Taken['outcome']) => {
    if (deps.quiet) return
    const runAt = now
    writes.insert(
      Job,
      jobRow(
        ids(),
        'leads.arrived',
        { leadId: lead.id, key, outcome },
        { runAt, dedupeKey: `leads:arrived:${lead.id}:${key}` },
      ),
    )
  }

  return (given) => {
    const { customer } = book.meet(given)
    const hint: LeadEvidence = { messageId: given.key, at: given.at, quote: given.wish, score: 1 }
    const own = leads.filter((lead) => lead.customerId === customer.id)
    const before = own.find(({ evidence }) => evidence.some(({ messageId }) => messageId === given.key))
    if (before) return { lead: before, outcome: 'known' }
    const open = own.find((lead) => OPEN_LEADS.includes(lead.state) && lead.kind !== 'referral')
    if (open) {
      open.evidence = [...open.evidence, hint].slice(-MOST_EVIDENCE)
      open.level = hotter(proposeLevel([given.wish]), open.level)
      writes.update(Lead, open)
      record(open, 'evidence', given)
      tell(open, given.key, 'grown')
      return { lead: open, outcome: 'grown' }
    }
    const level = given.level ?? proposeLevel([given.wish])
    const next = () => nextContact(level, 0, now, dealer)
    const claimed = given.owner
      ? { state: 'claimed' as const, claimedBy: given.owner, claimedAt: given.at, nextContactAt: next() }
      : {}
    const waits = deps.quiet || given.owner !== null || isCollected(given.source)
    const lead = writes.insert(
      Lead,
      newLead({
        ...{ id: ids(), code: nextCode(), customerId: customer.id, kind: given.kind, source: given.source },
        ...{
          level,
          score: 1,
          evidence: [hint],
          firstMessageAt: given.at,
          raisedAt: given.at,
        },
        offeredTo: waits
          ? null
          : desks.offer(
              customer.id,
              leads.filter(({ state }) => state === 'new'),
            ),
        ...claimed,
      }),
    )
    Object.assign(lead, { customer })
    leads.push(lead)
    record(lead, 'raised', given)
    if (given.owner === null) tell(lead, given.key, 'new')
    return { lead, outcome: 'new' }
  }
}
