import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { createSandboxChannel } from '../../bots/sandbox/channel.js'
import { createWorld } from '../../bots/sandbox/world.js'
import { registerAccount } from '../../src/app.js'
import { Group, OutboxItem, openStore, StaffAccount, writeRows } from '../../src/store/index.js'
import { countingIds } from '../kit/ids.js'
import { lendPage } from '../kit/page.js'
import { runUntil } from './killed.js'

const GROUPS = 150
const NOTICE = '周六店庆，欢迎回家坐坐'

const clock = { now: Date.now }
const journalOf = (home: string) => join(home, 'sandbox.jsonl')
const openWorld = (home: string) => createWorld({ journal: journalOf(home), clock, ids: countingIds('post') })
const openHome = (home: string) =>
  openStore({ engine: 'sqlite', file: join(home, 'cheyou.sqlite'), synchronous: 'NORMAL' })

/** A zone in which it is about noon: nobody is told anything at night. */
function zoneOfNoon(): string {
  const east = 12 - new Date().getUTCHours()
  return `Etc/GMT${east < 0 ? '+' : '-'}${Math.abs(east)}`
}

/** A dealer with very many groups, two managers, and a bot that has never run. */
async function furnish(home: string): Promise<void> {
  const world = openWorld(home)
  world.addPerson({ id: 'cheyou', nickname: '车友管家', bot: true })
  world.addRoom({ id: 'owners', name: '追风车友群', purpose: 'owners' })
  world.addRoom({ id: 'staff', name: '同事群', purpose: 'staff' })
  const rooms = Array.from({ length: GROUPS - 1 }, (_, n) => ({ id: `owners${n}`, name: `追风车友${n}群` }))
  for (const room of rooms) world.addRoom(room)
  for (const { id } of [{ id: 'owners' }, { id: 'staff' }, ...rooms]) world.addMember(id, 'cheyou', { role: 'owner' })
  const store = await openHome(home)
  const ids = countingIds()
  const account = await registerAccount(store, ids, createSandboxChannel(world, { account: 'cheyou', clock }))
  const group = { accountId: account.id, settings: {}, presence: 'here', createdAt: 0, kind: 'owners' }
  await store.transaction(async (db) => {
    const rows = [{ id: 'owners', name: '追风车友群' }, ...rooms].map(({ id, name }) => ({
      ...{ ...group, id: ids(), externalId: id, name },
    }))
    await writeRows(db, Group, rows, 'fail')
    for (const name of ['小林', '陈总']) {
      world.addPerson({ id: name, nickname: name })
      world.addMember('staff', name, { role: 'admin' })
      await db.insert(StaffAccount, { id: ids(), channel: 'sandbox', externalId: name, name, role: 'manager' })
    }
  })
  await store.close()
}

/** How often the notice stands in the platform's own book by now, the staff room included. */
const written = (home: string) => readFileSync(journalOf(home), 'utf8').split(NOTICE).length - 1

/** The rooms in which the bot has said it, once for each time. */
function delivered(home: string): string[] {
  const world = openWorld(home)
  const rooms = world.rooms().filter(({ id }) => id !== 'staff')
  return rooms.flatMap(({ id }) =>
    world
      .history(id, { limit: 100 })
      .filter(({ text }) => text?.includes(NOTICE))
      .map(() => id),
  )
}

/** Runs the bot; once its page is there, `begin` is called with the address. Ends it by a kill when `until` holds. */
async function live(home: string, until: () => boolean, begin?: (url: string) => void): Promise<void> {
  let begun = false
  const { killed } = await runUntil(
    ['start', '--home', home, '--port', '0'],
    (out) => {
      const url = /http:\/\/localhost:\d+/.exec(out)?.[0]
      if (url && !begun) {
        begun = true
        begin?.(url)
      }
      return begun && until()
    },
    { CHEYOU_TIME_ZONE: zoneOfNoon() },
  )
  expect(killed).toBe(true)
}

it('a notice to very many groups that is killed on its way, twice, reaches each of them once', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cheyou-notice-'))
  try {
    await furnish(home)
    await lendPage(home)
    const post = (url: string, as: string, text: string) =>
      fetch(`${url}/api/sandbox/rooms/staff/posts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as, text, clientId: `${as}${text}` }),
      })
    await live(
      home,
      () => written(home) > 40,
      async (url) => {
        await post(url, '小林', `通知 ${NOTICE}`)
        await post(url, '小林', '确认发送')
        await post(url, '陈总', '确认发送')
      },
    )
    expect(delivered(home).length).toBeLessThan(GROUPS)
    await live(home, () => written(home) > 90)
    expect(delivered(home).length).toBeLessThan(GROUPS)
    let isDone = false
    await live(
      home,
      () => isDone,
      async (url) => {
        for (let quiet = 0; quiet < 3; ) {
          const health = (await (await fetch(`${url}/api/health`)).json()) as { waiting: number }
          quiet = health.waiting === 0 ? quiet + 1 : 0
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
        isDone = true
      },
    )

    const rooms = delivered(home)
    expect(new Set(rooms).size).toBe(rooms.length)
    const store = await openHome(home)
    const items = await store.transaction((db) => db.findBy(OutboxItem, { priority: 3 }))
    await store.close()
    const count = (state: string) => items.filter((item) => item.state === state).length
    // What was on its way at a kill may have arrived: it is never said again, and the staff see that nobody knows.
    expect(count('sent') + count('unknown')).toBe(GROUPS)
    expect(rooms.length).toBeGreaterThanOrEqual(count('sent'))
    expect(count('unknown')).toBeLessThanOrEqual(2)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}, 90_000)
