import { OWNERS, prepareRooms, STAFF } from '../../bots/demo.js'
import { createWorld } from '../../bots/sandbox/world.js'
import { createApp, registerAccount } from '../../src/app.js'
import { createLeadDoor } from '../../src/features/leads/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { plusDays } from '../../src/kit/days.js'
import { createLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import type { DayForecast } from '../../src/kit/weather/forecast.js'
import { dayOf } from '../../src/kit/zone.js'
import type { Button, Channel, ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { type Db, openStore } from '../../src/store/index.js'
import type { Understand } from '../../src/understanding/meaning.js'
import { fakeClock } from '../kit/clock.js'
import { DEALER } from '../kit/dealer.js'
import { countingIds } from '../kit/ids.js'

/** Something that the bot said. */
export interface Said {
  at: number
  /** A room, or the account of a person. */
  to: string
  text: string
  buttons: Button[]
}

/** Fog on Wednesdays, and no weather to speak of on other days. */
const weekOf = (now: number): DayForecast[] =>
  Array.from({ length: 8 }, (_, index) => {
    const day = plusDays(dayOf(now, DEALER.zone), index - 2)
    return { day, code: new Date(day).getUTCDay() === 3 ? 45 : 1, low: 12, high: 20, rain: 0 }
  })

/** What somebody wrote to the bot in private. */
export interface Wrote {
  by: string
  text: string
}

const GROUPS = { owners: OWNERS, staff: STAFF } as const

/**
 * `grain`: the clock moves on by so much at least, ms; jobs are late by that.
 * The real app in memory, with a clock that is moved by hand and a platform that remembers what it was given. */
export async function yearScene(startAt: number, understand: Understand, grain: number) {
  const store = await openStore({ engine: 'sqlite', file: ':memory:', synchronous: 'NORMAL' })
  const clock = fakeClock(startAt)
  const ids = countingIds()
  const said: Said[] = []
  const wrote: Wrote[] = []
  const logged: string[] = []
  let posts = 0
  const channel: Channel = {
    kind: 'sandbox',
    account: 'cheyou',
    capabilities: new Set(['recall', 'mute', 'kick', 'announce', 'buttons', 'mention', 'directMessage']),
    state: () => 'online',
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(action) {
      if (action.type === 'say' || action.type === 'announce')
        said.push({ at: clock.now(), to: action.room.id, text: action.text, buttons: action.buttons ?? [] })
      return { outcome: 'sent', messageId: `bot-${++posts}` }
    },
  }
  const app = await createApp({
    ...{ store, channels: [channel], understand, vault: createVault(Buffer.alloc(32, 7)), dealer: DEALER },
    ...{ say: createSay('zh-CN'), clock, ids, chance: () => 0.5 },
    weather: async () => weekOf(clock.now()),
    log: createLog('debug', { write: (line) => void logged.push(line) }),
  })
  const account = await registerAccount(store, ids, channel)
  const world = createWorld({ clock, ids })
  await prepareRooms(app, world, account.id, { owners: '追风车友群', staff: '同事群', bot: '车友管家' })
  const takeLead = createLeadDoor({
    ...app.pipeline,
    vault: createVault(Buffer.alloc(32, 7)),
    onTaken: () => undefined,
  })
  await app.jobs.start()

  async function settle(): Promise<number | null> {
    await app.intake.settled()
    const due = await app.jobs.runDue()
    await app.outbox.runDue()
    return due
  }

  let events = 0
  const hear = (
    event: { type: 'message'; text: string } | { type: 'button'; data: string },
    room: RoomRef,
    sender: SenderRef,
  ) => app.intake.receive(account.id, { ...event, id: `e${++events}`, at: clock.now(), room, sender } as ChatEvent)

  return {
    ...{ app, store, clock, said, wrote, logged, takeLead, settle },
    read: <T>(work: (db: Db) => Promise<T>) => store.direct(work),
    inGroup: (where: keyof typeof GROUPS, sender: SenderRef, text: string) =>
      hear({ type: 'message', text }, { id: GROUPS[where], kind: 'group' }, sender),
    receive: (event: ChatEvent) => app.intake.receive(account.id, event),
    whispers(id: string, text: string) {
      wrote.push({ by: id, text })
      return hear({ type: 'message', text }, { id, kind: 'private' }, { id })
    },
    presses: (id: string, data: string) => hear({ type: 'button', data }, { id, kind: 'private' }, { id }),
    /** Lets time pass, from job to job. */
    async passUntil(at: number): Promise<void> {
      for (;;) {
        const due = await settle()
        if (due === null || due > at) break
        clock.set(Math.min(at, Math.max(due, clock.now() + grain)))
      }
      clock.set(Math.max(at, clock.now()))
    },
    async close() {
      await app.jobs.stop()
      await store.close()
    },
  }
}

export type YearScene = Awaited<ReturnType<typeof yearScene>>
