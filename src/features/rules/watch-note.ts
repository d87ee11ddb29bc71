import { MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { clip } from '../../kit/cut-text.js'
import { groupBy } from '../../kit/group-by.js'
import { dayOf, friendlyTime } from '../../kit/zone.js'
import { Violation } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { ownerGroups } from '../owner-groups.js'
import { displayName } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'

const SHOWN = 10

/** Every day: what the rules would have done in the groups that they only watch. */
export async function tellWatched({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const cases = await store.direct((db) =>
    db.find(Violation, {
      where: { state: 'watched', at: MoreThan(now - DAY) },
      relations: { member: true },
      order: { at: 'ASC', id: 'ASC' },
    }),
  )
  const casesOf = groupBy(cases, ({ groupId }) => groupId)
  const groups = (await store.direct(ownerGroups)).filter(
    ({ id, settings: { watchUntil = 0 } }) => watchUntil > now || casesOf.has(id),
  )
  if (!groups.length) return
  await store.transaction(async (db) => {
    for (const { id, name, settings } of groups) {
      const watched = casesOf.get(id) ?? []
      const { watchUntil = 0 } = settings
      const lines = watched.slice(0, SHOWN).map(({ rule, quote, score, member }) =>
        say('rules.watched_line', {
          rule: say(`rules.${rule}.name`),
          name: member ? displayName(member) : '',
          quote: clip(quote),
          percent: Math.round(score * 100),
        }),
      )
      const text = [
        say(watched.length ? 'rules.watched_title' : 'rules.watched_nothing', { name, number: watched.length }),
        ...lines,
        ...(watchUntil > now
          ? [say('rules.watched_until', { until: friendlyTime(watchUntil, dealer.zone, dealer.locale) })]
          : []),
      ].join('\n')
      await tellStaffRooms(db, { text, dedupe: `rules:watched:${id}:${dayOf(now, dealer.zone)}`, now, ids })
    }
  })
}
