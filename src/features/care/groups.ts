import { DateTime } from 'luxon'
import { In, MoreThan } from 'typeorm'
import { DAY, HOUR } from '../../kit/clock.js'
import { Contact, Group, Incident, OutboxItem, writeRows } from '../../store/index.js'
import { decideForGroup, isNight, readContactSettings } from '../contact-budget.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { roomOf } from '../step.js'
import { festivalOn, longHolidayAfter } from './calendar.js'
import { readCareSettings } from './settings.js'

const LIFETIME = 10 * HOUR

/** The morning of a festival, and the day before a long holiday: a word to the owner groups. */
export async function careForGroups({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const local = DateTime.fromMillis(now, { zone: dealer.zone })
  const day = local.toISODate() as string
  const festival = festivalOn(day)
  const days = longHolidayAfter(day)
  if (!festival && !days) return
  await store.transaction(async (db) => {
    const { on, words } = await readCareSettings(db)
    // On the eve that is a festival itself one word is enough.
    const kind = festival && on.includes('festival') ? 'festival' : days && on.includes('holiday') ? 'holiday' : null
    if (!kind) return
    const text =
      words[kind]?.replaceAll(/【日期】|\[day\]/g, () => day) ??
      (kind === 'festival' ? say(`care.festival.${festival}`) : say('care.holiday', { days }))
    const groups = await db.find(Group, { where: { kind: 'owners', presence: 'here' }, order: { id: 'ASC' } })
    const past = await db.findBy(Contact, { groupId: In(groups.map(({ id }) => id)), at: MoreThan(now - 7 * DAY) })
    const { groupTimes: times } = await readContactSettings(db)
    const incidents = await db.findBy(Incident, { state: 'open' })
    const decided = groups.flatMap((group) => {
      const key = `${kind}:${day}:${group.id}`
      const own = past.filter(({ groupId }) => groupId === group.id)
      if (own.some((each) => each.key === key)) return []
      const state = {
        past: own,
        isTroubled: incidents.some(({ groupId }) => groupId === group.id),
        times,
      }
      return [{ group, key, held: isNight(local.hour) ? ('quiet' as const) : decideForGroup(state, now) }]
    })
    const contacts = decided.map(({ group, key, held }) => ({
      ...{ id: ids(), key, kind, customerId: null, groupId: group.id, at: now },
      ...{ state: held ? ('held' as const) : ('sent' as const), why: held },
    }))
    const items = decided.flatMap(({ group, key, held }) =>
      held
        ? []
        : groupItem(group, dealer.zone, {
            ...{ id: ids(), priority: 'broadcast', now, lifetime: LIFETIME },
            ...{ action: { type: 'say', room: roomOf(group), text }, dedupeKey: `care:${key}` },
          }),
    )
    await writeRows(db, Contact, contacts, 'fail')
    await writeRows(db, OutboxItem, items, 'ignore')
  })
}
