import { createApp, registerAccount } from '../../src/app.js'
import { createVault } from '../../src/kit/crypto.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import type { Action, Channel, ChatEvent, Receipt } from '../../src/message/index.js'
import { Group, openStore, StaffAccount, writeRows } from '../../src/store/index.js'
import { fakeClock } from './clock.js'
import { DEALER } from './dealer.js'
import { ENGINES } from './engines.js'
import { countingIds } from './ids.js'
import { understandNothing } from './pipeline.js'

const DESK = 'desk'

/** A dealer with very many groups on one QQ account: the real app, and a clock that jumps to whatever is due next. */
export async function manyGroups(number: number) {
  const database = await ENGINES.sqlite()
  const store = await openStore(database.options)
  const clock = fakeClock(Date.UTC(2026, 8, 21, 1))
  const ids = countingIds()
  let drawn = 0
  let online = true
  let answer: (action: Action) => Promise<Receipt> = async () => ({ outcome: 'sent' })
  /** Every delivery that reached the platform: when, and where. */
  const delivered: { at: number; room: string; text: string }[] = []

  const channel: Channel = {
    kind: 'qq',
    account: '10001',
    capabilities: new Set(['announce']),
    state: () => (online ? 'online' : 'offline'),
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(action) {
      delivered.push({ at: clock.now(), room: action.room.id, text: 'text' in action ? action.text : '' })
      return answer(action)
    },
  }
  const open = () =>
    createApp({
      ...{ store, clock, ids, channels: [channel], understand: understandNothing, dealer: DEALER, log: silentLog },
      ...{ vault: createVault(Buffer.alloc(32, 7)), say: createSay('zh-CN') },
      // Every part of the range in turn: chance that tests can repeat.
      chance: () => (drawn++ % 10) / 10,
    })
  let app = await open()
  const account = await registerAccount(store, ids, channel)
  const about = { accountId: account.id, settings: {}, presence: 'here', createdAt: clock.now() }
  await store.transaction(async (db) => {
    const owners = Array.from({ length: number }, (_, n) => ({
      ...about,
      id: ids(),
      externalId: `g${n}`,
      name: `群${n}`,
    }))
    await writeRows(
      db,
      Group,
      [
        ...owners.map((each) => ({ ...each, kind: 'owners' })),
        { ...about, id: ids(), externalId: DESK, name: '同事群', kind: 'staff' },
      ],
      'fail',
    )
    for (const name of ['小林', '陈总'])
      await db.insert(StaffAccount, { id: ids(), channel: 'qq', externalId: name, name, role: 'manager' })
  })
  let said = 0

  return {
    store,
    clock,
    delivered,
    /** What arrived in the owner groups. */
    notices: () => delivered.filter(({ room }) => room !== DESK),
    async staffSays(name: string, text: string) {
      const event: ChatEvent = {
        ...{ type: 'message', id: `s${said++}`, at: clock.now(), text },
        ...{ room: { id: DESK, kind: 'group' }, sender: { id: name, nickname: name } },
      }
      await app.intake.receive(account.id, event)
      await app.intake.settled()
      await app.jobs.runDue()
    },
    /** Sends until nothing is left, or so much time has passed (ms); answers when the last thing was sent. */
    async run(longest = Number.POSITIVE_INFINITY) {
      const until = clock.now() + longest
      for (;;) {
        const due = await app.outbox.runDue()
        if (due === null || due > until) break
        clock.advance(Math.max(1, due - clock.now()))
      }
      if (Number.isFinite(until) && clock.now() < until) clock.advance(until - clock.now())
    },
    goes(state: 'online' | 'offline') {
      online = state === 'online'
    },
    answers(how: typeof answer) {
      answer = how
    },
    /** The process dies as it is, and another one takes over. */
    async reopen() {
      app = await open()
      await app.outbox.start()
    },
    async close() {
      await app.outbox.stop()
      await store.close()
      await database.drop()
    },
  }
}

/** The most within any span of so many ms. */
export function mostWithin(times: readonly number[], span: number): number {
  let first = 0
  return times.reduce((most, at, index) => {
    while ((times[first] as number) <= at - span) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}

export const smallestGap = (times: readonly number[]): number =>
  Math.min(...times.slice(1).map((at, index) => at - (times[index] as number)))
