import { In } from 'typeorm'
import { type Db, type Job, Lead, StaffAccount } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { tellEach } from '../tell-people.js'
import { leadButtons, leadCard } from './card.js'
import { WITH_NAMES } from './name.js'

/** In private: these leads are offered to you, or a colleague passed them on to you. `key` says which time it is. */
export const tellOwners = (deps: JobDeps, payloads: readonly Job['payload'][]): Promise<void> =>
  deps.store.transaction(async (db) => {
    const where = { id: In(payloads.map(({ leadId }) => String(leadId))) }
    const leads = new Map((await db.find(Lead, { where, ...WITH_NAMES })).map((lead) => [lead.id, lead]))
    const owned = payloads.flatMap(({ leadId, key }) => {
      const lead = leads.get(String(leadId))
      return lead ? [{ lead, key: String(key) }] : []
    })
    await tellOwnersIn(db, deps, owned)
  })

export async function tellOwnersIn(
  db: Db,
  { ids, say, now }: JobDeps,
  owned: readonly { lead: Lead; key: string }[],
): Promise<void> {
  const ownerOf = ({ claimedBy, offeredTo }: Lead) => claimedBy ?? offeredTo
  const names = owned.flatMap(({ lead }) => ownerOf(lead) ?? [])
  if (!names.length) return
  const people = await db.find(StaffAccount, { where: { name: In([...new Set(names)]) }, order: { id: 'ASC' } })
  const told = owned.flatMap(({ lead, key }) => {
    const owner = ownerOf(lead)
    if (!owner) return []
    const news = lead.claimedBy ? 'passed' : 'offered'
    const text = `${say(`leads.${news}`, { code: lead.code })}\n${leadCard(say, 'new', lead)}`
    const notice = { text, buttons: leadButtons(say, lead), dedupe: `leads:owner:${lead.id}:${key}`, now, ids }
    return { people: people.filter(({ name }) => name === owner), notice }
  })
  await tellEach(db, told)
}
