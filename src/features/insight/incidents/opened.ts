import { PRIORITY } from '../../../outbox/index.js'
import { type Db, type Group, Incident, type Job, OutboxItem } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { findManagers, tellPeople } from '../../tell-people.js'
import { incidentButtons, incidentCard } from './step.js'

/** The managers hear of it in private, and what would still have been advertised in that group is taken back. */
export async function announceIncident(
  { store, ids, say, dealer, now }: JobDeps,
  { incidentId }: Job['payload'],
): Promise<void> {
  await store.transaction(async (db) => {
    const incident = await db.findOne(Incident, {
      where: { id: String(incidentId), state: 'open' },
      relations: { group: true },
    })
    if (!incident?.group) return
    await takeBackMarketing(db, incident.group)
    const managers = await findManagers(db)
    if (!managers.length) return
    const members = new Set(incident.timeline.map(({ account }) => account)).size
    await tellPeople(db, managers, {
      text: incidentCard({ say, dealer }, incident, incident.group, members),
      buttons: incidentButtons({ say }, incident.code),
      dedupe: `incidents:manager:${incident.id}`,
      now,
      ids,
    })
  })
}

async function takeBackMarketing(db: Db, { accountId, externalId }: Group): Promise<void> {
  const waiting = await db.findBy(OutboxItem, { accountId, state: 'waiting', priority: PRIORITY.broadcast })
  for (const { id, action } of waiting)
    if (action.room.id === externalId)
      await db.update(OutboxItem, { id, state: 'waiting' }, { state: 'expired', reason: 'incident' })
}
