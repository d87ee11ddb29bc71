import { registerAccount } from '../../src/app.js'
import type { Clock } from '../../src/kit/clock.js'
import { CheyouError } from '../../src/kit/errors.js'
import type { Ids } from '../../src/kit/ids.js'
import type { ChannelKind, ChatEvent, RoomRef } from '../../src/message/index.js'
import { newGroup } from '../../src/pipeline/intake.js'
import { replay } from '../../src/pipeline/replay.js'
import type { PipelineDeps } from '../../src/pipeline/run.js'
import { Group, StaffAccount, type StaffRole, type Store } from '../../src/store/index.js'
import {
  type BrokenCode,
  type ColumnMapping,
  type History,
  type HistoryFormat,
  NotAnExport,
  openHistory,
} from '../history/index.js'
import { type Survey, survey } from './survey.js'
import { toEvent } from './to-events.js'

export interface ImportOptions {
  /** Accounts or names of staff beside those that the history marks. */
  staff?: readonly string[]
  format?: HistoryFormat
  columns?: Partial<ColumnMapping>
  /** Which of our accounts the history belongs to. */
  channel: { kind: ChannelKind; account: string }
  /** The platform's id of the group, where the history belongs to a living one; by default its title. */
  groupId?: string
  onProgress?(bytesRead: number, bytes: number): void
}

export interface Imported {
  groupIds: string[]
  /** Messages of people in the file, and how many of them were new. */
  messages: number
  added: number
  skipped: { line: number; reason: BrokenCode }[]
  survey: Survey
}

/** Messages that share a transaction. */
const PIECE = 250

/** Reads a chat history through the pipeline in shadow. The same file again adds nothing. */
export async function importHistory(path: string, deps: PipelineDeps, options: ImportOptions): Promise<Imported> {
  const history = await open(path, deps, options)
  const known = await survey(history.entries(), options.staff ?? [])
  const groups = await prepare(deps, options, known)
  const result: Imported = {
    groupIds: [...groups.values()].map((group) => group.id),
    messages: 0,
    added: 0,
    skipped: [],
    survey: known,
  }
  let piece: { groupId: string; event: ChatEvent }[] = []
  const flush = async () => {
    for (const groupId of new Set(piece.map((each) => each.groupId)))
      result.added += await replay(
        deps,
        groupId,
        piece.filter((each) => each.groupId === groupId).map((each) => each.event),
      )
    piece = []
  }
  for await (const entry of history.entries()) {
    if (entry.kind === 'broken') result.skipped.push({ line: entry.line, reason: entry.reason.code })
    else {
      if (entry.kind === 'message') result.messages += 1
      const group = groups.get(entry.room.title)
      const event = group && toEvent(entry, known, group.externalId)
      if (event) piece.push({ groupId: group.id, event })
    }
    if (piece.length >= PIECE) {
      await flush()
      options.onProgress?.(entry.bytesRead, history.bytes)
    }
  }
  await flush()
  options.onProgress?.(history.bytes, history.bytes)
  return result
}

async function open(path: string, deps: PipelineDeps, { format, columns }: ImportOptions): Promise<History> {
  try {
    return await openHistory(path, { format, columns, timeZone: deps.dealer.zone })
  } catch (error) {
    if (!(error instanceof NotAnExport)) throw error
    const unreadable = error.reason === 'missing' || error.reason === 'unreadable' || error.reason === 'directory'
    throw new CheyouError(unreadable ? 'file_unreadable' : 'not_an_export', { where: path }, { cause: error })
  }
}

/** The rows that a history needs before its first message: account, groups, staff. */
async function prepare(
  { store, ids, clock }: PipelineDeps,
  { channel, groupId }: ImportOptions,
  known: Survey,
): Promise<Map<string, Group>> {
  const account = await registerAccount(store, ids, channel)
  await bindStaff(store, ids, channel.kind, known)
  const groups = new Map<string, Group>()
  for (const { title } of known.rooms) {
    const room = { id: groupId ?? (title || 'history'), kind: 'group' as const, name: title || 'history' }
    groups.set(title, await findGroup(store, { ids, clock }, account.id, room, known.cardPrefix))
  }
  return groups
}

const roleOf = (name: string): StaffRole =>
  /经理|店长|总监/.test(name) ? 'manager' : /销售|顾问/.test(name) ? 'sales' : 'service'

const bindStaff = (store: Store, ids: Ids, channel: ChannelKind, { staff, accounts }: Survey) =>
  store.transaction(async (db) => {
    const bound = new Set((await db.findBy(StaffAccount, { channel })).map((each) => each.externalId))
    const rows = [...staff]
      .filter((id) => !bound.has(id))
      .map((id) => ({
        id: ids(),
        channel,
        externalId: id,
        name: accounts.get(id)?.lastName ?? id,
        role: roleOf(accounts.get(id)?.lastName ?? ''),
      }))
    if (rows.length) await db.insert(StaffAccount, rows)
  })

const findGroup = (
  store: Store,
  { ids, clock }: { ids: Ids; clock: Clock },
  accountId: string,
  room: RoomRef,
  cardPrefix: string | null,
) =>
  store.transaction(async (db) => {
    const known = await db.findOneBy(Group, { accountId, externalId: room.id })
    if (known) return known
    const group: Group = {
      ...newGroup({ id: ids(), accountId, room, brand: '', now: clock.now() }),
      settings: cardPrefix ? { cardPrefix } : {},
    }
    await db.insert(Group, group)
    return group
  })
