import { nameStaffRooms } from '../../bots/channels.js'
import { createApp, registerAccount } from '../../src/app.js'
import { createVault } from '../../src/kit/crypto.js'
import { silentLog } from '../../src/kit/log.js'
import { lookAtPicture } from '../../src/kit/picture/look.js'
import { createSay } from '../../src/kit/texts.js'
import type { ChatEvent } from '../../src/message/index.js'
import { type Db, openStore, StaffAccount } from '../../src/store/index.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { createEars } from '../channels/ears.js'
import type { CreateHarness, Saying } from '../channels/harness.js'
import { fakeClock } from './clock.js'
import { DEALER } from './dealer.js'
import { ENGINES } from './engines.js'
import { countingIds } from './ids.js'

const understand = createUnderstand()
const START = Date.UTC(2026, 8, 1, 2)
const STEP_MS = 5 * 60_000

/**
 * A dealer's group on the real app, over a platform that speaks its real protocol. The wire takes real time; the
 * app's clock stands still, goes on while something waits for its turn to be sent, and is moved on to the next full
 * five minutes before each thing that happens, so that the same thing happens at the same time on each platform.
 */
export async function onChannel(createHarness: CreateHarness) {
  const database = await ENGINES.sqlite()
  const store = await openStore(database.options)
  const clock = fakeClock(START)
  const ids = countingIds()
  const ears = createEars()
  let takeIn: (event: ChatEvent) => Promise<void> = () => Promise.reject(new Error('the app is not there yet'))
  const harness = await createHarness(async (event) => {
    await takeIn(event)
    await ears.sink(event)
  }, clock)
  const { channel, room, staffRoom, owner } = harness
  const app = await createApp({
    store,
    channels: [channel],
    understand,
    vault: createVault(Buffer.alloc(32, 7)),
    dealer: DEALER,
    say: createSay('zh-CN'),
    clock,
    ids,
    chance: () => 0.5,
    log: silentLog,
    // The pictures of tests lie on this machine.
    lookAtPicture: (url) => lookAtPicture(url, { nearby: true }),
  })
  const account = await registerAccount(store, ids, channel)
  await nameStaffRooms(`${channel.kind}:${staffRoom.id}`, [channel], store, ids, clock.now())
  await store.transaction((db) =>
    db.insert(StaffAccount, { id: ids(), channel: channel.kind, externalId: owner, name: '老郑', role: 'admin' }),
  )
  takeIn = (event) => app.intake.receive(account.id, event)

  /** Until nothing moves: all is handled, and all is sent, at the account's pace. */
  async function settle(): Promise<void> {
    for (;;) {
      await app.settle()
      const due = await app.outbox.runDue()
      if (due === null) return
      clock.set(Math.max(due, clock.now()))
    }
  }

  const next = () => clock.set(START + STEP_MS * (Math.floor((clock.now() - START) / STEP_MS) + 1))

  async function says(person: string, text: string, saying: Saying = {}): Promise<void> {
    next()
    await harness.says(person, text, { at: clock.now(), ...saying })
    await ears.hears('message', (event) => event.text.startsWith(text) && event.at === clock.now())
    await settle()
  }

  return {
    app,
    settle,
    harness,
    clock,
    can: (capability: Parameters<typeof channel.capabilities.has>[0]) => channel.capabilities.has(capability),
    says,
    staffSays: (text: string) => says(owner, text, { amongStaff: true }),
    /** Said to the bot in private. */
    whispers: (person: string, text: string) => says(person, text, { whisper: true }),
    /** Asks to be let into the group; answers the person's platform id. */
    async asksIn(nickname: string, answer: string): Promise<string> {
      next()
      const person = await harness.asksIn(nickname, answer)
      await ears.hears('joinRequest', ({ sender }) => sender.id === person)
      await settle()
      return person
    },
    async joins(nickname: string): Promise<string> {
      next()
      const person = await harness.joins(nickname, owner)
      await ears.hears('join', ({ sender }) => sender.id === person)
      await settle()
      return person
    },
    async setsCard(person: string, card: string): Promise<void> {
      next()
      await harness.setsCard(person, card)
      await ears.hears('card', ({ sender }) => sender.card === card)
      await settle()
    },
    /** Presses the newest button with this label in the group, or in the staff room. */
    async presses(person: string, label: string, place = room): Promise<void> {
      next()
      const post = harness.posts(place.id).findLast(({ buttons }) => buttons?.some((button) => button.label === label))
      if (!post) throw new Error(`no button ${label}`)
      const before = ears.events.length
      await harness.presses(person, post, label)
      await ears.hears('button', (event) => ears.events.indexOf(event) >= before)
      await settle()
    },
    /** Waits until the platform has told that the person is gone. */
    async seesLeave(person: string): Promise<void> {
      await ears.hears('leave', ({ sender }) => sender.id === person)
      await settle()
    },
    groupGot: () => harness.posts().map(({ text }) => text),
    privateGot: (person: string) => harness.posts(person).map(({ text }) => text),
    staffGot: () => harness.posts(staffRoom.id).map(({ text }) => text),
    read: <T>(work: (db: Db) => Promise<T>) => store.transaction(work),
    async close() {
      await harness.stop()
      await app.stop()
      await store.close()
      await database.drop()
    },
  }
}

export type OnChannel = Awaited<ReturnType<typeof onChannel>>
