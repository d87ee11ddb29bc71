import { DateTime, type DurationLike } from 'luxon'
import { Between, In } from 'typeorm'
import { DAY, HOUR } from '../../../kit/clock.js'
import type { Dealer } from '../../../kit/dealer.js'
import { groupBy } from '../../../kit/group-by.js'
import { afterWorking } from '../../../kit/working-hours.js'
import { friendlyTime } from '../../../kit/zone.js'
import { FOLLOWED_LEADS, Lead, lock, type Reminded, StaffAccount, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { tellEach } from '../../tell-people.js'
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

interface Today extends Pick<Dealer, 'zone' | 'hours'> {
  now: number
  /** When the store opens today and tomorrow, and when people are left in peace. */
  opens: number
  tomorrow: number
  evening: number
}

function today(now: number, { zone, hours }: Dealer): Today {
  const day = DateTime.fromMillis(now, { zone }).startOf('day')
  const at = (since: DurationLike) => day.plus(since).toMillis()
  const opens = at({ minutes: hours.from })
  return { now, zone, hours, opens, tomorrow: at({ days: 1, minutes: hours.from }), evening: at({ hours: EVENING }) }
}

/**
 * Which reminder is to be given now, in the hours in which people are reminded; null: none. What is due by the time
 * the store opens, or was yesterday, stands in the list of the morning, and is reminded of afterwards only.
 */
function stageAt(lead: Due, { now, opens, evening, tomorrow, hours, zone }: Today): Stage | null {
  const due = lead.nextContactAt
  if (due === null || now < opens || now >= evening) return null
  // What is due at night is reminded of in the evening.
  const horizon = now + BEFORE >= evening ? tomorrow - 1 : now + BEFORE
  const reached = (): Stage | null => {
    if (due > now) return due <= horizon ? 'before' : null
    if (due < opens) return null
    if (afterWorking(due, AFTER, hours, zone) <= now) return 'after'
    return due > opens ? 'at' : null
  }
  const stage = given(lead).includes('after') ? null : reached()
  return stage && !given(lead).includes(stage) ? stage : null
}

/** Before, at and after the time at which a customer is to be contacted; each once, one message for each colleague. */
export async function remindOfContacts(deps: JobDeps): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const near = await db.find(Lead, {
      select: { id: true, nextContactAt: true, reminded: true },
      where: { state: In(FOLLOWED_LEADS), nextContactAt: Between(now - DAY, now + DAY) },
    })
    const day = today(now, dealer)
    const stages = new Map(
      near.flatMap((lead) => {
        const stage = stageAt(lead, day)
        return stage ? [[lead.id, stage] as const] : []
      }),
    )
    if (!stages.size) return
    const leads = await db.find(Lead, {
      where: { id: In([...stages.keys()]) },
      ...WITH_NAMES,
      order: { nextContactAt: 'ASC', code: 'ASC' },
    })
    const due = leads.map((lead) => ({ lead, stage: stages.get(lead.id) as Stage }))
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    const told = [...groupBy(due, ({ lead }) => lead.claimedBy)].map(([name, own]) => {
      const lines = own.map(({ lead, stage }) =>
        say(`leads.remind.${stage}`, {
          ...{ code: lead.code, level: lead.level, name: nameOf(lead) },
          at: friendlyTime(lead.nextContactAt ?? now, dealer.zone, dealer.locale),
        }),
      )
      const text = [say('leads.remind_title'), ...lines].join('\n')
      const notice = { text, dedupe: `leads:remind:${name}:${now}`, now, ids }
      return { people: people.filter((each) => each.name === name), notice }
    })
    await tellEach(db, told)
    const reminded = due.map(({ lead, stage }) => ({ ...lead, reminded: remindedOf(lead, stage) }))
    await writeRows(db, Lead, reminded, 'update')
  })
}
