import { In } from 'typeorm'
import type { Step, Turn } from '../features/step.js'
import type { Clock } from '../kit/clock.js'
import type { Dealer } from '../kit/dealer.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import type { Say } from '../kit/texts.js'
import type { Capability } from '../message/index.js'
import { type Db, Group, type Message, type Store, Understanding, Writes } from '../store/index.js'
import { isUncertain } from '../understanding/index.js'
import type { Meaning, Understand } from '../understanding/meaning.js'
import { createBatch } from './batch.js'
import { walk } from './chain.js'
import { loadContexts } from './contexts.js'
import { identify, see } from './identify.js'
import { toEvent } from './inbox.js'
import { hasWords } from './spoken.js'

export interface PipelineDeps {
  store: Store
  clock: Clock
  ids: Ids
  say: Say
  dealer: Dealer
  understand: Understand
  steps: readonly Step[]
  /** What the account's channel can do; a history can do everything, since nothing is done. */
  capabilities(accountId: string): ReadonlySet<Capability> | undefined
  /** Whether somebody can be asked for a second opinion on what is uncertain. */
  asksOpinions?: boolean
  log: Log
}

/** A message that comes again: what it means after all, and whether that is owed to a second opinion. */
export interface Again {
  meaning: Meaning
  opinion: 'given' | 'missing'
}

/**
 * Everything that a batch of stored messages leads to, in the transaction that stores them. `again` holds, by message
 * id, those that were handled before, and what is known of them since.
 */
export async function handleIn(
  db: Db,
  deps: PipelineDeps,
  rows: readonly Message[],
  again: ReadonlyMap<string, Partial<Again>> = new Map(),
): Promise<void> {
  const writes = new Writes()
  const groups = await db.find(Group, {
    where: { id: In([...new Set(rows.map((row) => row.groupId))]) },
    relations: { account: true },
  })
  const groupOf = new Map(groups.map((group) => [group.id, group]))
  const sightings = rows.map((row) => ({ event: toEvent(row), group: groupOf.get(row.groupId) as Group }))
  const now = deps.clock.now()
  const people = await identify(sightings, { db, writes, ids: deps.ids, now })
  const contexts = await loadContexts(db, rows)
  const turns = rows.map((row, n): Turn => {
    const { event, group } = sightings[n]!
    const { member, staff } = people[n]!
    const exempt = Boolean(staff) || (event.sender.role ?? member.role) !== 'member'
    const reads = row.type === 'message' && !exempt && hasWords(row.text)
    const late = again.get(row.id)
    const meaning = reads ? (late?.meaning ?? deps.understand(row.text, contexts.get(row.id))) : null
    const asks = deps.asksOpinions && row.mode === 'live' && meaning !== null && isUncertain(meaning)
    return {
      event,
      messageId: row.id,
      mode: row.mode,
      now: row.mode === 'history' ? row.sentAt : now,
      group,
      member,
      staff,
      exempt,
      meaning,
      opinion: late?.opinion ?? (asks ? 'awaited' : 'none'),
      can: (capability, where = group) => deps.capabilities(where.accountId)?.has(capability) ?? true,
      replies: [],
    }
  })
  const fresh = turns.filter((turn) => !again.has(turn.messageId))
  for (const turn of fresh) if (turn.meaning) keep(writes, turn.messageId, turn.meaning)
  const staffRooms = await db.findBy(Group, { kind: 'staff', presence: 'here' })
  const batch = createBatch(deps, { db, writes, turns, staffRooms })
  const handles = []
  for (const step of deps.steps) handles.push(await step(batch))
  for (const turn of turns) {
    if (!again.has(turn.messageId)) see(writes, turn.member, turn.event, turn.staff !== null)
    walk(handles, turn)
  }
  await writes.flush(db)
}

/** What meant nothing to the dealer leaves no row. */
function keep(writes: Writes, id: string, { leads, topic, moderation, scores, evidence, model }: Meaning): void {
  if (!leads.length && topic === 'none' && moderation === 'clean') return
  writes.insert(Understanding, {
    id,
    leads: leads.join(),
    topic,
    moderation,
    scores,
    evidence: JSON.stringify(evidence),
    model,
  })
}
