import { silentLog } from '../../src/kit/log.js'
import type { Action, ChannelKind } from '../../src/message/index.js'
import { createOutbox, outboxItem, type Priority } from '../../src/outbox/index.js'
import { ChannelAccount, OutboxItem, openStore, Writes } from '../../src/store/index.js'
import { fakeClock } from '../kit/clock.js'
import { ENGINES } from '../kit/engines.js'
import { countingIds } from '../kit/ids.js'
import { scriptedChannel } from './scripted-channel.js'

interface Put {
  action?: Action
  priority?: Priority
  dedupe?: string
  lifetime?: number
  account?: string
}

const room = { id: 'owners', kind: 'group' as const }
export const say = (text: string): Action => ({ type: 'say', room, text })

/** An outbox on a real database, one scripted channel for each kind named, and a clock that stands still. */
export async function outboxScene(kinds: ChannelKind[] = ['sandbox'], engine: keyof typeof ENGINES = 'sqlite') {
  const database = await ENGINES[engine]()
  const store = await openStore(database.options)
  const clock = fakeClock()
  const ids = countingIds()
  const channels = new Map(kinds.map((kind) => [kind as string, scriptedChannel(kind, clock.now)]))
  await store.transaction((db) =>
    db.insert(
      ChannelAccount,
      kinds.map((kind) => ({ id: kind, channel: kind, account: 'cheyou' })),
    ),
  )
  const settled: OutboxItem[] = []
  const open = (onSettled = async (item: OutboxItem) => void settled.push({ ...item })) =>
    createOutbox({
      store,
      channels,
      clock,
      chance: () => 0,
      log: silentLog,
      onSettled,
    })

  return {
    store,
    clock,
    settled,
    open,
    outbox: open(),
    channel: channels.get(kinds[0] as string)!,
    channels,
    async put(text: string, { action, priority = 'reply', dedupe, lifetime = 3_600_000, account }: Put = {}) {
      const id = ids()
      const row = outboxItem({
        id,
        accountId: account ?? (kinds[0] as string),
        action: action ?? say(text),
        priority,
        dedupeKey: dedupe ?? id,
        now: clock.now(),
        lifetime,
      })
      await store.transaction(async (db) => {
        const writes = new Writes()
        writes.insert(OutboxItem, row)
        await writes.flush(db)
      })
      return id
    },
    item: (id: string) => store.transaction((db) => db.findOneByOrFail(OutboxItem, { id })),
    items: () => store.transaction((db) => db.find(OutboxItem, { order: { id: 'ASC' } })),
    /** What was said, in order. */
    said: () =>
      [...channels.values()].flatMap((each) => each.delivered.map(({ action }) => (action as { text: string }).text)),
    async close() {
      await store.close()
      await database.drop()
    },
  }
}

export type OutboxScene = Awaited<ReturnType<typeof outboxScene>>
