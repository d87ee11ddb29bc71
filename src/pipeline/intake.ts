import { In } from 'typeorm'
import { SECOND } from '../kit/clock.js'
import type { ChatEvent } from '../message/index.js'
import { type Db, Group, Message, writeRows } from '../store/index.js'
import { toMessage } from './inbox.js'
import { handle, type PipelineDeps } from './run.js'

export interface Intake {
  /** Resolves when the event is durable. The same event twice is one row. */
  receive(accountId: string, event: ChatEvent): Promise<void>
  /** Takes up what was received but not handled when the process ended. */
  recover(): Promise<void>
  /** Resolves when everything received so far is handled. */
  settled(): Promise<void>
}

interface Arrival {
  accountId: string
  event: ChatEvent
  resolve: () => void
  reject: (error: unknown) => void
}

const MOST_TOGETHER = 200
const TRY_AGAIN_MS = SECOND

/** The door for live events: durable first, then handled, each group in order and groups side by side. */
export function createIntake(deps: PipelineDeps, onHandled: (rows: readonly Message[]) => void): Intake {
  const arrivals: Arrival[] = []
  const waiting: Message[] = []
  const busyGroups = new Set<string>()
  const idle: (() => void)[] = []
  // SQLite has one writer; on PostgreSQL groups are handled side by side.
  const lanes = deps.store.engine === 'postgres' ? 4 : 1
  let receiving = false
  let handling = 0

  async function store(batch: Arrival[]): Promise<Message[]> {
    return deps.store.transaction(async (db) => {
      const groups = await findGroups(db, deps, batch)
      const now = deps.clock.now()
      const rows = batch.map(({ event }, n) => toMessage(event, groups[n]!.id, 'live', now, deps.ids))
      await writeRows(db, Message, rows, 'ignore')
      const fresh = await db.find(Message, { select: { id: true }, where: { id: In(rows.map((row) => row.id)) } })
      const stored = new Set(fresh.map((row) => row.id))
      return rows.filter((row) => stored.has(row.id)) as Message[]
    })
  }

  /** Reads the words while the database is busy with the batch before; the answers wait in the cache. */
  function foresee(batch: readonly Arrival[]): void {
    for (const { event } of batch) {
      try {
        if (event.type === 'message') deps.understand(event.text)
      } catch {
        // It will fail again when it is handled, and is set aside there.
      }
    }
  }

  async function take(): Promise<void> {
    if (receiving) return
    receiving = true
    while (arrivals.length) {
      const batch = arrivals.splice(0, MOST_TOGETHER)
      foresee(batch)
      try {
        waiting.push(...(await store(batch)))
        for (const each of batch) each.resolve()
      } catch (error) {
        for (const each of batch) each.reject(error)
      }
      pump()
    }
    receiving = false
    rest()
  }

  /** Starts as many lanes as there is work for; no group is in two lanes at once. */
  function pump(): void {
    while (handling < lanes) {
      const rows = nextRows()
      if (!rows.length) return
      handling += 1
      void lane(rows)
    }
  }

  function nextRows(): Message[] {
    const mine = new Set<string>()
    const rows: Message[] = []
    for (let n = 0; n < waiting.length && rows.length < MOST_TOGETHER; ) {
      const row = waiting[n]!
      if (busyGroups.has(row.groupId) && !mine.has(row.groupId)) n += 1
      else {
        mine.add(row.groupId)
        busyGroups.add(row.groupId)
        rows.push(row)
        waiting.splice(n, 1)
      }
    }
    return rows
  }

  async function lane(rows: Message[]): Promise<void> {
    try {
      await handle(deps, rows)
      onHandled(rows)
    } catch (error) {
      deps.log.error({ error, messages: rows.length }, 'handling is held up')
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
      waiting.unshift(...rows)
    }
    for (const row of rows) busyGroups.delete(row.groupId)
    handling -= 1
    pump()
    rest()
  }

  function rest(): void {
    if (!receiving && !handling && !waiting.length && !arrivals.length) for (const done of idle.splice(0)) done()
  }

  return {
    receive: (accountId, event) =>
      new Promise((resolve, reject) => {
        arrivals.push({ accountId, event, resolve, reject })
        void take()
      }),
    async recover() {
      const rows = await deps.store.transaction((db) =>
        db.find(Message, { where: { state: 'received' }, order: { receivedAt: 'ASC', id: 'ASC' } }),
      )
      waiting.unshift(...rows)
      pump()
    },
    settled: () =>
      new Promise((resolve) => {
        idle.push(resolve)
        rest()
      }),
  }
}

/** The group row of each arrival, made when the room is new. */
async function findGroups(db: Db, { ids, clock, dealer }: PipelineDeps, batch: readonly Arrival[]): Promise<Group[]> {
  const rooms = [...new Set(batch.map((each) => each.event.room.id))]
  const known = await db.findBy(Group, { externalId: In(rooms) })
  const groups = new Map(known.map((group) => [`${group.accountId} ${group.externalId}`, group]))
  const made: Group[] = []
  const found = batch.map(({ accountId, event: { room } }) => {
    const key = `${accountId} ${room.id}`
    let group = groups.get(key)
    if (!group) {
      group = newGroup({ id: ids(), accountId, room, brand: dealer.brand, now: clock.now() })
      groups.set(key, group)
      made.push(group)
    }
    return group
  })
  if (made.length) await db.insert(Group, made)
  return found
}

interface NewGroup {
  id: string
  accountId: string
  room: ChatEvent['room']
  brand: string
  now: number
}

/** A room that was never seen is an owner group, or a private chat; staff rooms are named by the operator. */
export function newGroup({ id, accountId, room, brand, now }: NewGroup): Group {
  const owners = room.kind === 'group'
  return {
    id,
    accountId,
    externalId: room.id,
    kind: owners ? 'owners' : 'private',
    name: room.name ?? room.id,
    settings: owners ? { cardPrefix: `${brand}车主` } : {},
    createdAt: now,
  }
}
