import { In } from 'typeorm'
import { DAY, SECOND } from '../kit/clock.js'
import { CheyouError } from '../kit/errors.js'
import type { ChatEvent } from '../message/index.js'
import { type Db, Group, Message, writeFreshRows } from '../store/index.js'
import { toMessage } from './inbox.js'
import { handleIn, type PipelineDeps } from './run.js'

export interface Intake {
  /** Resolves when the event and all that it leads to are durable. The same event twice is one row. */
  receive(accountId: string, event: ChatEvent): Promise<void>
  /** Resolves when everything received so far is handled. */
  settled(): Promise<void>
}

export interface Arrival {
  accountId: string
  event: ChatEvent
}

interface Waiting extends Arrival {
  resolve: () => void
  reject: (error: unknown) => void
  tries: number
}

const MOST_TOGETHER = 250
/** A full disk or a locked database may pass; then the channel hears that the event was not taken in. */
const TRY_AGAIN_MS = SECOND
const MOST_TRIES = 30

/**
 * The door for live events. A batch is stored, handled and committed in one transaction and acknowledged after it:
 * there is no state between received and handled that a crash could leave behind. What was not acknowledged, the
 * platform offers again. Each group is handled in order, groups side by side.
 */
export function createIntake(deps: PipelineDeps, onHandled: (arrivals: readonly Arrival[]) => void): Intake {
  const waiting: Waiting[] = []
  const busyRooms = new Set<string>()
  const idle: (() => void)[] = []
  // SQLite has one writer; on PostgreSQL groups are handled side by side.
  const lanes = deps.store.engine === 'postgres' ? 4 : 1
  let running = 0

  /** Starts as many lanes as there is work for; no room is in two lanes at once. */
  function pump(): void {
    while (running < lanes) {
      const batch = nextBatch()
      if (!batch.length) break
      running += 1
      void lane(batch)
    }
    if (!running && !waiting.length) for (const done of idle.splice(0)) done()
  }

  const roomOf = ({ accountId, event }: Arrival) => `${accountId} ${event.room.id}`

  function nextBatch(): Waiting[] {
    const mine = new Set<string>()
    const batch: Waiting[] = []
    for (let n = 0; n < waiting.length && batch.length < MOST_TOGETHER; ) {
      const arrival = waiting[n]!
      const room = roomOf(arrival)
      if (busyRooms.has(room) && !mine.has(room)) n += 1
      else {
        mine.add(room)
        busyRooms.add(room)
        batch.push(arrival)
        waiting.splice(n, 1)
      }
    }
    return batch
  }

  async function lane(batch: Waiting[]): Promise<void> {
    foresee(deps, batch)
    try {
      await takeIn(deps, batch)
      for (const each of batch) each.resolve()
      onHandled(batch)
    } catch (error) {
      deps.log.error({ error, events: batch.length }, 'taking in is held up')
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
      for (const each of batch) each.tries += 1
      for (const each of batch) if (each.tries >= MOST_TRIES) each.reject(error)
      waiting.unshift(...batch.filter((each) => each.tries < MOST_TRIES))
    }
    for (const each of batch) busyRooms.delete(roomOf(each))
    running -= 1
    pump()
  }

  return {
    receive: (accountId, event) =>
      new Promise((resolve, reject) => {
        waiting.push({ accountId, event, resolve, reject, tries: 0 })
        // Whatever else arrives in this turn of the loop shares the batch.
        if (waiting.length === 1) setImmediate(pump)
      }),
    settled: () =>
      new Promise((resolve) => {
        idle.push(resolve)
        pump()
      }),
  }
}

/** Reads the words outside the transaction; the answers wait in the cache. */
function foresee({ understand }: PipelineDeps, batch: readonly Arrival[]): void {
  for (const { event } of batch) {
    try {
      if (event.type === 'message') understand(event.text)
    } catch {
      // It will fail again when it is handled, and is set aside there.
    }
  }
}

/** Stores and handles a batch; when that fails, one by one, and sets aside the one that is to blame. */
async function takeIn(deps: PipelineDeps, batch: readonly Arrival[]): Promise<void> {
  try {
    await deps.store.transaction((db) => storeAndHandle(db, deps, batch))
  } catch (error) {
    // Disk full, locked…: nobody's message is to blame, and trying again later is right.
    if (error instanceof CheyouError && error.kind === 'operator') throw error
    if (batch.length > 1) for (const each of batch) await takeIn(deps, [each])
    else if (batch[0]) await setAside(deps, batch[0], error)
  }
}

async function storeAndHandle(db: Db, deps: PipelineDeps, batch: readonly Arrival[]): Promise<void> {
  const fresh = await storeFresh(db, deps, batch)
  if (fresh.length) await handleIn(db, deps, fresh)
}

/** One row for each event that is not there yet. */
async function storeFresh(db: Db, deps: PipelineDeps, batch: readonly Arrival[]): Promise<Message[]> {
  const groups = await findGroups(db, deps, batch)
  const now = deps.clock.now()
  const rows = batch.map(({ event }, n) => toMessage(event, groups[n]!.id, 'live', now, deps.ids) as Message)
  const fresh = await writeFreshRows(db, Message, rows)
  return rows.filter((row) => fresh.has(row.id))
}

async function setAside(deps: PipelineDeps, arrival: Arrival, error: unknown): Promise<void> {
  deps.log.error({ event: arrival.event.id, error }, 'a message was set aside')
  await deps.store.transaction(async (db) => {
    const rows = await storeFresh(db, deps, [arrival])
    for (const { id } of rows) await db.update(Message, { id }, { state: 'failed', error: String(error) })
  })
}

/** The group row of each arrival, made when the room is new; a room that moves or takes another name keeps its row. */
async function findGroups(db: Db, { ids, clock, dealer }: PipelineDeps, batch: readonly Arrival[]): Promise<Group[]> {
  const rooms = [
    ...new Set(batch.flatMap(({ event }) => [event.room.id, ...(event.type === 'moved' ? [event.to] : [])])),
  ]
  const known = await db.findBy(Group, { externalId: In(rooms) })
  const groups = new Map(known.map((group) => [`${group.accountId} ${group.externalId}`, group]))
  const fresh: Group[] = []
  const changed = new Set<Group>()
  const found = batch.map(({ accountId, event }) => {
    const { room } = event
    const key = `${accountId} ${room.id}`
    const target = event.type === 'moved' ? `${accountId} ${event.to}` : key
    // Told once more, or late, when the new room is known already.
    let group = groups.get(target) ?? groups.get(key)
    if (!group) {
      const { brand, watchDays } = dealer
      const made = newGroup({ id: ids(), accountId, room, brand, now: clock.now(), watchDays })
      // Of our coming and going a step decides.
      group = event.type === 'botJoined' || event.type === 'botLeft' ? { ...made, presence: 'gone' } : made
      groups.set(key, group)
      fresh.push(group)
    }
    if (event.type === 'moved' && group.externalId !== event.to) {
      group.externalId = event.to
      groups.delete(key)
      groups.set(target, group)
      changed.add(group)
    }
    if (room.name && group.name !== room.name) {
      group.name = room.name
      changed.add(group)
    }
    return group
  })
  if (fresh.length) await db.insert(Group, fresh)
  for (const { id, externalId, name } of changed) await db.update(Group, { id }, { externalId, name })
  return found
}

interface NewGroup {
  id: string
  accountId: string
  room: ChatEvent['room']
  brand: string
  now: number
  /** So many days its rules only watch. */
  watchDays?: number
}

/** A room that was never seen is an owner group, or a private chat; staff rooms are named by the operator. */
export function newGroup({ id, accountId, room, brand, now, watchDays = 0 }: NewGroup): Group {
  const owners = room.kind === 'group'
  const watch = watchDays ? { watchUntil: now + watchDays * DAY } : {}
  return {
    id,
    accountId,
    externalId: room.id,
    kind: owners ? 'owners' : 'private',
    name: room.name ?? room.id,
    settings: owners ? { cardPrefix: `${brand}车主`, ...watch } : {},
    createdAt: now,
    presence: 'here',
    presenceAt: null,
    size: null,
    capacity: null,
  }
}
