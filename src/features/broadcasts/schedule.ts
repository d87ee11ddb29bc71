import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import { friendlyTime } from '../../kit/zone.js'
import {
  Broadcast,
  BroadcastTarget,
  Contact,
  createCodes,
  type Db,
  Job,
  jobRow,
  OutboxItem,
  type RowOf,
  writeRows,
} from '../../store/index.js'
import { askToWrite } from '../ask-to-write.js'
import type { JobDeps } from '../job-deps.js'
import { ownerGroups } from '../owner-groups.js'
import type { Batch, Turn } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'
import { type Aim, aimsOf } from './aim.js'
import { loadAudience } from './audience.js'
import { loadFacts } from './facts.js'
import { nextRun } from './plan-time.js'
import { release, wordsFor } from './release.js'
import { readBroadcastSettings } from './settings.js'

export const START = 'broadcasts.start'
/** The dedupe key of the job that starts a broadcast at a time. */
export const startKey = (id: string, at: number | null): string => `${START}:${id}:${at}`
/** What was due while the bot was down is sent within this time, or not at all. */
const STILL_GOOD = HOUR

/** Puts a confirmed broadcast on the timetable: its time, or at once. */
export function startLater(batch: Batch, turn: Turn, draft: Broadcast): void {
  const runAt = draft.startAt ?? turn.now
  batch.writes.update(Broadcast, Object.assign(draft, { state: 'scheduled', startAt: runAt }))
  batch.audit(turn, 'broadcasts.scheduled', { broadcast: draft.id, at: runAt })
  batch.later(turn, { task: START, payload: { id: draft.id }, runAt, dedupe: startKey(draft.id, runAt) })
}

export function scheduleText(
  { say, dealer }: Pick<Batch, 'say' | 'dealer'>,
  { code, cron, startAt }: Broadcast,
): string {
  const at = friendlyTime(startAt ?? 0, dealer.zone, dealer.locale)
  return say(cron ? 'broadcasts.repeats' : 'broadcasts.scheduled', { code, at })
}

/** Its time has come: whoever belongs to the audience now gets it. One that repeats leaves a run behind, and goes on. */
export async function startBroadcast(
  deps: JobDeps & { vault: Vault },
  { id }: Record<string, unknown>,
  dueAt: number,
): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    const planned = await db.findOneBy(Broadcast, { id: String(id), state: 'scheduled' })
    // It may have been put off just now.
    if (!planned || (planned.startAt ?? 0) > now) return
    const isLate = now - dueAt > STILL_GOOD
    if (planned.cron) await goOn(deps, db, planned, nextRun(planned.cron, now, dealer.zone))
    if (isLate) {
      if (!planned.cron) await db.update(Broadcast, { id: planned.id }, { state: 'cancelled' })
      const text = say('broadcasts.missed', { code: planned.code })
      return tellStaffRooms(db, { text, dedupe: `broadcasts:missed:${planned.id}:${dueAt}`, now, ids })
    }
    const run = planned.cron ? await runOf(deps, db, planned) : planned
    await db.update(Broadcast, { id: run.id }, { state: 'sent', sentAt: now })
    await send(deps, db, Object.assign(run, { state: 'sent', sentAt: now }))
  })
}

async function goOn({ ids }: JobDeps, db: Db, planned: Broadcast, runAt: number): Promise<void> {
  await db.update(Broadcast, { id: planned.id }, { startAt: runAt })
  const options = { runAt, dedupeKey: startKey(planned.id, runAt) }
  await writeRows(db, Job, [jobRow(ids(), START, { id: planned.id }, options)], 'ignore')
}

/** One sending of a broadcast that repeats, with a number and results of its own. */
async function runOf({ ids, now }: JobDeps, db: Db, planned: Broadcast): Promise<Broadcast> {
  const code = (await createCodes(db, Broadcast))()
  const about = { id: ids(), code, cron: null, startAt: null, repeatOf: planned.id, createdAt: now }
  const run = { ...planned, ...about }
  await writeRows(db, Broadcast, [run])
  return run
}

async function send(deps: JobDeps & { vault: Vault }, db: Db, broadcast: Broadcast): Promise<void> {
  const { say, now } = deps
  const groups = await ownerGroups(db)
  const facts = await loadFacts(db, groups, await readBroadcastSettings(db), now)
  const candidates = broadcast.audience ? await loadAudience(db, broadcast.audience, now) : []
  const aims = aimsOf(broadcast, { groups, candidates, facts }, { everybody: say('broadcasts.everybody'), now })
  const { targets, contacts, items } = release(broadcast, aims, deps)
  await writeRows(db, BroadcastTarget, targets)
  await writeRows(db, Contact, contacts)
  await writeRows(db, OutboxItem, items, 'ignore')
  await askToWrite(db, deps, `broadcasts:${broadcast.id}`, tasksOf(deps, broadcast, aims, targets))
}

/** What colleagues are asked to send, in the words that the customer would have got. */
const tasksOf = (
  deps: JobDeps,
  broadcast: Broadcast,
  aims: readonly Aim[],
  targets: readonly RowOf<BroadcastTarget>[],
) =>
  aims.flatMap(({ customer, fill }, index) => {
    const target = targets[index]
    if (target?.state !== 'asked' || !customer) return []
    const words = wordsFor(broadcast, { ...target, customerId: null }, fill, deps)
    return [{ owner: customer.owner, name: fill.name, kind: deps.say('care.kind.broadcast'), words }]
  })
