import { DateTime } from 'luxon'
import { In, MoreThan } from 'typeorm'
import { DAY, HOUR } from '../../kit/clock.js'
import { groupBy } from '../../kit/group-by.js'
import { Contact, Group, Incident, OutboxItem, type RowOf, writeRows } from '../../store/index.js'
import { decideForGroup, isNight, readContactSettings, writeContacts } from '../contact-budget.js'
import { freshForecast } from '../forecast.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { roomOf } from '../step.js'
import { type GroupOccasion, groupOccasions, keyFor, nextForGroup } from './group-occasions.js'
import { readCareSettings } from './settings.js'
import { turnOn, worded } from './wording.js'

const LIFETIME = 10 * HOUR
/** The longest time that anything here looks back. */
const LOOK_BACK = 60 * DAY

/** Every morning: festivals, what changes at the store, the day before a long holiday, weather that is coming, tips; one word to a group at most. */
export async function careForGroups({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const local = DateTime.fromMillis(now, { zone: dealer.zone })
  const today = local.toISODate() as string
  const { settings, forecast } = await store.direct(async (db) => ({
    settings: await readCareSettings(db),
    forecast: await freshForecast(db, now),
  }))
  const { premises, on } = settings
  const occasions = groupOccasions(say, { forecast, premises }, today).filter(({ kind }) => on.includes(kind))
  if (!occasions.length) return
  await store.transaction(async (db) => {
    const groups = await db.find(Group, { where: { kind: 'owners', presence: 'here' }, order: { id: 'ASC' } })
    const recent = await db.findBy(Contact, { groupId: In(groups.map(({ id }) => id)), at: MoreThan(now - LOOK_BACK) })
    const pastOf = groupBy(recent, ({ groupId }) => groupId)
    const { groupTimes: times } = await readContactSettings(db)
    const troubled = new Set((await db.findBy(Incident, { state: 'open' })).map(({ groupId }) => groupId))

    const contacts: RowOf<Contact>[] = []
    const items: RowOf<OutboxItem>[] = []
    const wordsFor = ({ kind, ours, why, fill, turn }: GroupOccasion, index: number): string => {
      const own = settings.words[kind]
      const text = worded({ own, ours, fill, turn: own && turn !== undefined ? turn : turnOn(today, index) })
      return why ? `${text}\n${say('care.group_footer', { why })}` : text
    }
    for (const [index, group] of groups.entries()) {
      const past = pastOf.get(group.id) ?? []
      const moment = { now, morning: local.startOf('day').toMillis() }
      const occasion = nextForGroup(occasions, { id: group.id, past }, settings, moment)
      if (!occasion) continue
      const key = keyFor(occasion, group.id)
      const state = { past: past.filter((each) => each.key !== key), isTroubled: troubled.has(group.id), times }
      const why = isNight(local.hour) ? ('quiet' as const) : decideForGroup(state, now)
      const about = { key, kind: occasion.kind, customerId: null, groupId: group.id, at: now }
      contacts.push({ ...about, id: ids(), state: why ? 'held' : 'sent', why })
      if (why) continue
      items.push(
        groupItem(group, dealer.zone, {
          ...{ id: ids(), priority: 'broadcast', now, lifetime: LIFETIME, dedupeKey: `care:${key}` },
          action: { type: 'say', room: roomOf(group), text: wordsFor(occasion, index) },
        }),
      )
    }
    await writeContacts(db, contacts)
    await writeRows(db, OutboxItem, items, 'ignore')
  })
}
