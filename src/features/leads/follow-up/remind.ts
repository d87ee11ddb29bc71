import { DateTime } from 'luxon'
import { Between, In } from 'typeorm'
import { DAY, HOUR } from '../../../kit/clock.js'
import type { Dealer } from '../../../kit/dealer.js'
import { afterWorking } from '../../../kit/working-hours.js'
import { friendlyTime } from '../../../kit/zone.js'
import { Lead, lock, type Reminded, StaffAccount } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { tellPeople } from '../../tell-people.js'
import { LEADS_LOCK } from '../claims.js'
import { nameOf, WITH_NAMES } from '../name.js'

type Stage = Reminded['stages'][number]

/** So long before it is due somebody is reminded, and so much working time after it nobody has contacted the customer. */
const BEFORE = HOUR
const AFTER = 3 * HOUR
/** From this hour on people are left in peace. */
const EVENING = 21

type Due = Pick<Lead, 'nextContactAt' | 'reminded'>

const given = ({ nextContactAt, reminded }: Due): readonly Stage[] =>
  reminded?.due === nextContactAt ? reminded.stages : []

/** The same lead with one reminder more behind it. */
const remindedOf = (lead: Due, stage: Stage): Reminded => ({
  due: lead.nextContactAt ?? 0,
  stages: [...given(lead), stage],
})

/**
 * Which reminder is to be given at `now`, in the hours in which people are reminded; null: none. What is due by the time
 * the store opens, or was yesterday, stands in the list of the morning, and is reminded of afterwards only.
 */
function stageAt(lead: Due, now: number, { zone, hours }: Pick<Dealer, 'zone' | 'hours'>): Stage | null {
  const due = lead.nextContactAt
  const local = DateTime.fromMillis(now, { zone })
  const opens = local.startOf('day').plus({ minutes: hours.from }).toMillis()
  const evening = local.startOf('day').plus({ hours: EVENING }).toMillis()
  if (due === null || now < opens || now >= evening) return null
  // What is due at night is reminded of in the evening.
  const horizon =
    now + BEFORE >= evening ? local.startOf('day').plus({ days: 1, minutes: hours.from }).toMillis() - 1 : now + BEFORE
  const reached = (): Stage | null => {
    if (due > now) return due <= horizon ? 'before' : null
    if (due < opens) return null
    if (afterWorking(due, AFTER, hours, zone) <= now) return 'after'
    return due > opens ? 'at' : null
  }
  const stage = reached()
  return stage && !given(lead).includes(stage) ? stage : null
}

/** Before, at and after the time at which a customer is to be contacted; each once, one message for each colleague. */
export async function remindOfContacts(deps: JobDeps): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const near = await db.find(Lead, {
      where: { state: In(['claimed', 'handled']), nextContactAt: Between(now - DAY, now + DAY) },
      relations: WITH_NAMES,
      order: { nextContactAt: 'ASC', code: 'ASC' },
    })
    const due = near.flatMap((lead) => {
      const stage = stageAt(lead, now, dealer)
      return stage ? [{ lead, stage }] : []
    })
    if (!due.length) return
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    for (const name of new Set(due.map(({ lead }) => lead.claimedBy))) {
      const own = due.filter(({ lead }) => lead.claimedBy === name)
      const lines = own.map(({ lead, stage }) =>
        say(`leads.remind.${stage}`, {
          ...{ code: lead.code, level: lead.level, name: nameOf(lead) },
          at: friendlyTime(lead.nextContactAt ?? now, dealer.zone, dealer.locale),
        }),
      )
      await tellPeople(
        db,
        people.filter((each) => each.name === name),
        { text: [say('leads.remind_title'), ...lines].join('\n'), dedupe: `leads:remind:${name}:${now}`, now, ids },
      )
    }
    for (const { lead, stage } of due)
      await db.update(Lead, { id: lead.id }, { reminded: remindedOf(lead, stage) as never })
  })
}
