import { In } from 'typeorm'
import { CheyouError } from '../kit/errors.js'
import type { ChatEvent } from '../message/index.js'
import { Message, writeRows } from '../store/index.js'
import { toMessage } from './inbox.js'
import { handleIn, type PipelineDeps } from './run.js'

/**
 * Takes a piece of a chat history through the pipeline in shadow: rows are written, nothing is sent.
 * Messages that are there already are left out, so the same piece twice adds nothing, and after a crash the whole
 * history is simply read again. Answers how many messages of people were added.
 */
export async function replay(deps: PipelineDeps, groupId: string, events: readonly ChatEvent[]): Promise<number> {
  try {
    return await deps.store.transaction(async (db) => {
      const known = await db.find(Message, {
        select: { id: true, externalId: true },
        where: { groupId, externalId: In(events.map((event) => event.id)) },
      })
      const before = new Set(known.map((row) => row.externalId))
      const now = deps.clock.now()
      const rows = events
        .filter((event) => !before.has(event.id))
        .map((event) => toMessage(event, groupId, 'history', now, deps.ids) as Message)
      if (!rows.length) return 0
      await writeRows(db, Message, rows)
      await handleIn(db, deps, rows)
      return rows.filter((row) => row.type === 'message').length
    })
  } catch (error) {
    if (events.length === 1 || (error instanceof CheyouError && error.kind === 'operator')) throw error
    let added = 0
    for (const event of events) added += await replayOne(deps, groupId, event)
    return added
  }
}

/** The one message that cannot be handled is left out and logged; the rest of the history goes on. */
async function replayOne(deps: PipelineDeps, groupId: string, event: ChatEvent): Promise<number> {
  try {
    return await replay(deps, groupId, [event])
  } catch (error) {
    if (error instanceof CheyouError && error.kind === 'operator') throw error
    deps.log.error({ event: event.id, error }, 'a message of the history was left out')
    return 0
  }
}
