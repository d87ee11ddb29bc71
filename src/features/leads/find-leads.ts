import type { FindManyOptions } from 'typeorm'
import { Lead, lock } from '../../store/index.js'
import type { Batch } from '../step.js'
import { LEADS_LOCK } from './claims.js'
import { WITH_NAMES } from './name.js'

type Scope = Pick<Batch, 'db' | 'writes'>

const seen = new WeakMap<Batch['writes'], Map<string, Lead>>()

/**
 * Leads that a step may change. Whoever else wants to waits until this transaction ends; and in it every step has the
 * same row in its hands, so that none writes over what the one before it changed.
 */
export async function findLeads(
  { db, writes }: Scope,
  options: Omit<FindManyOptions<Lead>, 'relations' | 'select'>,
): Promise<Lead[]> {
  await lock(db, [LEADS_LOCK])
  const known = seen.get(writes) ?? new Map<string, Lead>()
  seen.set(writes, known)
  const leads = await db.find(Lead, { ...options, ...WITH_NAMES })
  return leads.map((lead) => {
    const same = known.get(lead.id) ?? lead
    known.set(lead.id, same)
    return same
  })
}
