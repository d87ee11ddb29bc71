import { In } from 'typeorm'
import { dayOf } from '../../../kit/zone.js'
import { Lead, OPEN_LEADS } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { findManagers, tellPeople } from '../../tell-people.js'
import { nameOf, WITH_NAMES } from '../name.js'
import { isAsleep } from './summary.js'

const LISTED = 20

/** Once a month, to the managers: the open leads that nobody has talked to for three months. Their state stays. */
export async function tellSleeping({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  await store.transaction(async (db) => {
    const open = await db.find(Lead, {
      where: { state: In(OPEN_LEADS) },
      ...WITH_NAMES,
      order: { code: 'ASC' },
    })
    const asleep = open.filter((lead) => isAsleep(lead, now, dealer.zone))
    if (!asleep.length) return
    const lines = asleep.slice(0, LISTED).map((lead) =>
      say('leads.sleeping_line', {
        code: lead.code,
        level: lead.level,
        name: nameOf(lead),
        by: lead.claimedBy ?? say('leads.summary_nobody'),
      }),
    )
    const text = [say('leads.sleeping_title', { number: asleep.length }), ...lines].join('\n')
    const dedupe = `leads:sleeping:${dayOf(now, dealer.zone)}`
    await tellPeople(db, await findManagers(db), { text, dedupe, now, ids })
  })
}
