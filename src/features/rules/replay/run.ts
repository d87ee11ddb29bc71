import { DAY } from '../../../kit/clock.js'
import { Group, type Job, type ReplayHit, RuleReplay } from '../../../store/index.js'
import type { Understand } from '../../../understanding/meaning.js'
import type { JobDeps } from '../../job-deps.js'
import { tellStaffRooms } from '../../tell-staff.js'
import type { Thresholds } from '../judge.js'
import { loadPast } from './load.js'
import { replayRules } from './replay.js'
import { sayReplay } from './report.js'

interface Deps extends JobDeps {
  understand: Understand
  thresholds: Thresholds
}

/** What a person said of a hit holds for the next replays too; of so many earlier ones it is looked up. */
const REMEMBERED = 5

/**
 * Replays the rules of a group over its last days, or over the imported history `importedId`; keeps the result for a person
 * to judge, and tells the staff.
 */
export async function runReplay(deps: Deps, { groupId, importedId, days }: Job['payload']): Promise<void> {
  const { store, ids, understand, thresholds, now, dealer } = deps
  const group = await store.transaction((db) => db.findOneBy(Group, { id: String(groupId) }))
  if (!group) return
  const imported = typeof importedId === 'string'
  const past = await store.transaction((db) =>
    imported ? loadPast(db, importedId, 0) : loadPast(db, group.id, now - Number(days) * DAY),
  )
  // Reading a month takes seconds: nobody's message waits for that.
  const found = await replayRules({ ...past, group, zone: dealer.zone }, { understand, thresholds })
  const messages = past.events.filter(({ type }) => type === 'message').length
  const span = (past.events.at(-1)?.at ?? 0) - (past.events[0]?.at ?? 0)
  await store.transaction(async (db) => {
    const earlier = await db.find(RuleReplay, {
      where: { groupId: group.id },
      order: { at: 'DESC', id: 'DESC' },
      take: REMEMBERED,
    })
    const row = {
      id: ids(),
      groupId: group.id,
      importedId: imported ? importedId : null,
      at: now,
      days: imported ? Math.ceil(span / DAY) : Number(days),
      messages,
      hits: judgedBefore(found.hits, earlier),
      misses: found.misses,
    }
    await db.insert(RuleReplay, row)
    const text = sayReplay(deps, { name: group.name, days: row.days, messages, imported }, row)
    await tellStaffRooms(db, { text, dedupe: `rules:replay:${row.id}`, now, ids })
  })
}

function judgedBefore(hits: readonly ReplayHit[], earlier: readonly RuleReplay[]): ReplayHit[] {
  const keyOf = ({ messageId, rule, quote }: ReplayHit) => `${rule} ${messageId} ${quote}`
  const judged = new Map(
    earlier
      .toReversed()
      .flatMap((replay) =>
        replay.hits.flatMap((hit) => (hit.right === null ? [] : [[keyOf(hit), hit.right] as const])),
      ),
  )
  return hits.map((hit) => ({ ...hit, right: judged.get(keyOf(hit)) ?? null }))
}
