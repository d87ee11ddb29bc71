import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Action, Receipt } from '../../src/message/index.js'
import { Group, OutboxItem, tableOf } from '../../src/store/index.js'
import { type OutboxScene, outboxScene } from './scene.js'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const room = { id: 'owners', kind: 'group' as const }

const busy: Receipt = { outcome: 'not_sent', reason: 'rate_limit', retry: true }
const refused: Receipt = { outcome: 'not_sent', reason: 'no_permission', retry: false }
const unknown: Receipt = { outcome: 'unknown', reason: 'timeout' }

describe.each(['sqlite', 'postgres'] as const)('the outbox on %s', (engine) => {
  let scene: OutboxScene

  beforeEach(async () => {
    scene = await outboxScene(['sandbox'], engine)
  })

  afterEach(() => scene.close())

  it('sends by priority, and in the order of asking within one priority', async () => {
    await scene.put('公告', { priority: 'broadcast' })
    await scene.put('给员工', { priority: 'staff' })
    await scene.put('回复一')
    await scene.put('撤回', { priority: 'rule' })
    await scene.put('回复二')
    expect(await scene.outbox.runDue()).toBeNull()
    expect(scene.said()).toEqual(['撤回', '回复一', '回复二', '给员工', '公告'])
    expect((await scene.items()).map((item) => item.state)).toEqual(Array(5).fill('sent'))
  })

  it('writes down what the platform called it, and tells that it has come to its end', async () => {
    const id = await scene.put('你好')
    await scene.outbox.runDue()
    expect(await scene.item(id)).toMatchObject({ state: 'sent', externalId: 'p1', sentAt: scene.clock.now() })
    expect(scene.settled).toMatchObject([{ id, state: 'sent', externalId: 'p1' }])
  })

  it('sends once what is asked for twice under the same key', async () => {
    await scene.put('第一次', { dedupe: 'warn:m1' })
    await scene.outbox.runDue()
    await scene.put('第二次', { dedupe: 'warn:m1' })
    await scene.put('另一件', { dedupe: 'warn:m2' })
    await scene.outbox.runDue()
    expect(scene.said()).toEqual(['第一次', '另一件'])
  })

  it('drops what came too late while the account was away, and does not flush it on return', async () => {
    scene.channel.set('offline')
    const wish = await scene.put('生日快乐', { lifetime: HOUR })
    const notice = await scene.put('明天店庆', { lifetime: 6 * HOUR })
    expect(await scene.outbox.runDue()).toBe(scene.clock.now() + HOUR)
    scene.clock.advance(2 * HOUR)
    await scene.outbox.runDue()
    expect(scene.settled).toMatchObject([{ id: wish, state: 'expired', reason: 'too_late' }])
    scene.channel.set('online')
    await scene.outbox.runDue()
    expect(scene.said()).toEqual(['明天店庆'])
    expect(await scene.item(wish)).toMatchObject({ state: 'expired', sentAt: null })
    expect(await scene.item(notice)).toMatchObject({ state: 'sent' })
  })

  it('drops what was meant for a group that we are in no more, and sends the rest', async () => {
    const { clock, store } = scene
    await store.transaction((db) =>
      db.insert(Group, {
        ...{ id: 'g', accountId: 'sandbox', externalId: room.id, name: '', kind: 'owners', settings: {} },
        ...{ presence: 'gone', presenceAt: clock.now(), createdAt: clock.now() },
      }),
    )
    const wish = await scene.put('周末愉快')
    const note = await scene.put('您好', { action: { type: 'say', room: { id: 'p', kind: 'private' }, text: '您好' } })
    expect(await scene.outbox.runDue()).toBeNull()
    expect(scene.said()).toEqual(['您好'])
    expect(await scene.item(wish)).toMatchObject({ state: 'expired', reason: 'left_group' })
    expect(scene.settled.map(({ id }) => id).toSorted()).toEqual([wish, note].toSorted())
  })

  it('drops a great backlog too', async () => {
    scene.channel.set('offline')
    const first = await scene.put('旧消息', { lifetime: HOUR })
    const { id: _, ...row } = await scene.item(first)
    const copies = Array.from({ length: 3_000 }, (_each, n) => ({ ...row, id: `copy-${n}`, dedupeKey: `copy-${n}` }))
    await scene.store.transaction(async (db) => {
      for (let from = 0; from < copies.length; from += 1_000)
        await db.insert(OutboxItem, copies.slice(from, from + 1_000) as never)
    })
    scene.clock.advance(2 * HOUR)
    scene.channel.set('online')
    await scene.outbox.runDue()
    expect(scene.said()).toEqual([])
    expect(scene.settled).toHaveLength(3_001)
  })

  it('tries again, later and later, only what is known not to have been sent', async () => {
    scene.channel.script = [busy, busy]
    const id = await scene.put('你好')
    const start = scene.clock.now()
    expect(await scene.outbox.runDue()).toBe(start + 2 * SECOND)
    expect(await scene.item(id)).toMatchObject({ state: 'waiting', attempts: 1, reason: 'rate_limit' })
    expect(scene.settled).toEqual([])
    scene.clock.set(start + 2 * SECOND - 1)
    await scene.outbox.runDue()
    expect(scene.channel.delivered).toHaveLength(1)
    scene.clock.set(start + 2 * SECOND)
    expect(await scene.outbox.runDue()).toBe(start + 10 * SECOND)
    scene.clock.set(start + 10 * SECOND)
    expect(await scene.outbox.runDue()).toBeNull()
    expect(await scene.item(id)).toMatchObject({ state: 'sent', attempts: 3, reason: null })
  })

  it('gives a retry up when it no longer makes sense, and keeps the reason of the failure', async () => {
    scene.channel.script = [busy]
    const id = await scene.put('快下班了', { lifetime: SECOND })
    await scene.outbox.runDue()
    scene.clock.advance(2 * SECOND)
    await scene.outbox.runDue()
    expect(scene.channel.delivered).toHaveLength(1)
    expect(await scene.item(id)).toMatchObject({ state: 'expired', reason: 'rate_limit' })
  })

  it('never tries again what may have been sent', async () => {
    scene.channel.script = [unknown]
    const id = await scene.put('你好')
    await scene.outbox.runDue()
    scene.clock.advance(HOUR / 2)
    await scene.outbox.runDue()
    expect(scene.channel.delivered).toHaveLength(1)
    expect(await scene.item(id)).toMatchObject({ state: 'unknown', reason: 'timeout' })
    expect(scene.settled).toMatchObject([{ id, state: 'unknown' }])
  })

  it('takes a channel that throws for an unknown outcome, and goes on', async () => {
    scene.channel.script = [new Error('broken')]
    const id = await scene.put('一')
    await scene.put('二')
    await scene.outbox.runDue()
    expect(await scene.item(id)).toMatchObject({ state: 'unknown', reason: 'channel_threw' })
    expect(scene.said()).toEqual(['一', '二'])
  })

  it.each<Action>([
    { type: 'recall', room, messageId: 'm1' },
    { type: 'mute', room, person: 'zhang', seconds: 600 },
    { type: 'kick', room, person: 'zhang' },
  ])('asks for a person when the platform refuses to $type', async (action) => {
    scene.channel.script = [refused]
    const id = await scene.put('', { action, priority: 'rule' })
    await scene.outbox.runDue()
    expect(await scene.item(id)).toMatchObject({ state: 'needs_person', reason: 'no_permission' })
    expect(scene.settled).toMatchObject([{ id, state: 'needs_person' }])
  })

  it('pauses the account after five failures in a row, and longer when the next try fails too', async () => {
    scene.channel.script = Array(6).fill(unknown)
    for (let n = 0; n < 8; n += 1) await scene.put(`第${n}条`)
    const start = scene.clock.now()
    expect(await scene.outbox.runDue()).toBe(start + MINUTE)
    expect(scene.channel.delivered).toHaveLength(5)
    scene.clock.set(start + MINUTE - 1)
    await scene.outbox.runDue()
    expect(scene.channel.delivered).toHaveLength(5)
    scene.clock.set(start + MINUTE)
    expect(await scene.outbox.runDue()).toBe(start + 3 * MINUTE)
    expect(scene.channel.delivered).toHaveLength(6)
    scene.clock.set(start + 3 * MINUTE)
    expect(await scene.outbox.runDue()).toBeNull()
    expect(scene.channel.delivered).toHaveLength(8)
  })

  it('does not take a refusal for a failing account', async () => {
    scene.channel.script = Array(9).fill(refused)
    for (let n = 0; n < 10; n += 1) await scene.put(`第${n}条`)
    expect(await scene.outbox.runDue()).toBeNull()
    expect(scene.channel.delivered).toHaveLength(10)
  })

  it('calls unknown what was on its way when the process died, and does not send it again', async () => {
    const id = await scene.put('你好')
    await scene.store.transaction((db) => db.update(OutboxItem, { id }, { state: 'sending' }))
    const next = scene.open()
    await next.start()
    await next.stop()
    expect(scene.channel.delivered).toEqual([])
    expect(await scene.item(id)).toMatchObject({ state: 'unknown', reason: 'interrupted' })
    expect(scene.settled).toMatchObject([{ id, state: 'unknown' }])
  })
})

describe.each(['sqlite', 'postgres'] as const)('what is taken together on %s', (engine) => {
  let scene: OutboxScene
  const states = async () => (await scene.items()).map((item) => item.state)

  beforeEach(async () => {
    scene = await outboxScene(['sandbox'], engine)
  })

  afterEach(() => scene.close())

  /** Begins to send and holds the first delivery; answers how to let it go. */
  async function holdFirst() {
    const release = scene.channel.hold()
    const ended = scene.outbox.runDue()
    while (!scene.channel.delivered.length) await new Promise(setImmediate)
    return async () => {
      release()
      return ended
    }
  }

  it('is in doubt when the process dies meanwhile: nothing of it is sent again', async () => {
    for (const text of ['一', '二', '三']) await scene.put(text)
    await scene.put('公告', { priority: 'broadcast' })
    await holdFirst()
    expect(await states()).toEqual(['sending', 'sending', 'sending', 'waiting'])
    scene.channel.hold()()
    const next = scene.open()
    await next.start()
    while (scene.channel.delivered.length < 2) await new Promise(setImmediate)
    await next.stop()
    expect(scene.said()).toEqual(['一', '公告'])
    expect((await states()).slice(0, 3)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(scene.settled.map(({ reason }) => reason)).toEqual(['interrupted', 'interrupted', 'interrupted', null])
  })

  it('is not much, and a broadcast goes alone, since it may still be called off', async () => {
    for (let n = 0; n < 2; n += 1) await scene.put(`公告${n}`, { priority: 'broadcast' })
    const release = await holdFirst()
    expect(await states()).toEqual(['sending', 'waiting'])
    await release()
    for (let n = 0; n < 50; n += 1) await scene.put(`第${n}条`)
    scene.channel.delivered.length = 0
    const releaseNext = await holdFirst()
    expect((await states()).filter((state) => state === 'sending')).toHaveLength(20)
    await releaseNext()
    expect(new Set(await states())).toEqual(new Set(['sent']))
    expect(scene.said()).toEqual(Array.from({ length: 50 }, (_, n) => `第${n}条`))
  })

  it('waits again from where the program is asked to stop', async () => {
    const ids = [await scene.put('一'), await scene.put('二'), await scene.put('三')]
    const release = await holdFirst()
    const stopped = scene.outbox.stop()
    await release()
    await stopped
    expect(await scene.items()).toMatchObject([
      { state: 'sent', attempts: 1, externalId: 'p1' },
      { state: 'waiting', attempts: 0, reason: null },
      { state: 'waiting', attempts: 0, reason: null },
    ])
    expect(scene.settled.map(({ id }) => id)).toEqual(ids.slice(0, 1))
    await scene.open().runDue()
    expect(scene.said()).toEqual(['一', '二', '三'])
  })

  it('waits again from where the account goes down, or the time is over', async () => {
    await scene.put('一')
    const late = await scene.put('二', { lifetime: MINUTE })
    await scene.put('三')
    const release = await holdFirst()
    scene.clock.advance(MINUTE)
    scene.channel.set('offline')
    await release()
    expect(await states()).toEqual(['sent', 'expired', 'waiting'])
    scene.channel.set('online')
    await scene.outbox.runDue()
    expect(scene.said()).toEqual(['一', '三'])
    expect(scene.settled.map(({ id, state }) => id === late && state)).toEqual([false, 'expired', false])
  })

  it('waits again behind a failure, so that what is more urgent goes first', async () => {
    scene.channel.script = [{ outcome: 'sent', messageId: 'p1' }, busy]
    for (const text of ['一', '二', '三']) await scene.put(text, { priority: 'staff' })
    const release = await holdFirst()
    await scene.put('撤回', { priority: 'rule' })
    await release()
    expect(scene.said()).toEqual(['一', '二', '撤回', '三'])
    expect(await states()).toEqual(['sent', 'waiting', 'sent', 'sent'])
    scene.clock.advance(2 * SECOND)
    await scene.outbox.runDue()
    expect(scene.said().at(-1)).toBe('二')
  })

  it('is written down as soon as the database answers again, and sent once', async () => {
    const { source } = scene.store
    const table = tableOf(source.manager, OutboxItem)
    const away = table.replace('outbox', 'away')
    const ids = [await scene.put('一'), await scene.put('二')]
    const release = await holdFirst()
    const unheard = await scene.put('三')
    // Marked by a look whose answer never came.
    await scene.store.transaction((db) => db.update(OutboxItem, { id: unheard }, { state: 'sending' }))
    await source.query(`ALTER TABLE ${table} RENAME TO away`)
    await expect(release()).rejects.toThrow()
    expect(scene.settled).toEqual([])
    await source.query(`ALTER TABLE ${away} RENAME TO outbox`)
    await scene.outbox.runDue()
    expect(scene.said()).toEqual(['一', '二', '三'])
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
    expect(scene.settled.map(({ id }) => id)).toEqual([...ids, unheard])
  })

  it('is told of when it is written down, in its order', async () => {
    const ids = [await scene.put('一'), await scene.put('二'), await scene.put('三')]
    const told: unknown[] = []
    const outbox = scene.open(async ({ id }) => void told.push([id, await states()]))
    await outbox.runDue()
    expect(told).toEqual(ids.map((id) => [id, ['sent', 'sent', 'sent']]))
  })
})

describe('what was refused when the process died', () => {
  it('is told at the next start, as long as it matters', async () => {
    const scene = await outboxScene()
    scene.channel.script = [refused, refused]
    await scene.put('早过时的', { lifetime: MINUTE })
    const id = await scene.put('禁言', { action: { type: 'mute', room, person: 'u1', seconds: 60 } })
    await scene.outbox.runDue()
    await scene.outbox.stop()
    scene.settled.length = 0
    scene.clock.advance(MINUTE)
    const next = scene.open()
    await next.start()
    await next.stop()
    expect(scene.settled).toMatchObject([{ id, state: 'needs_person', reason: 'no_permission' }])
    expect(scene.channel.delivered).toHaveLength(2)
    await scene.close()
  })
})

describe('the outbox of accounts that must not look like machines', () => {
  let scene: OutboxScene

  beforeEach(async () => {
    scene = await outboxScene(['qq', 'sandbox'])
  })

  afterEach(() => scene.close())

  const minutesOf = async (limit: number) => {
    for (let n = 0; n < limit; n += 1) {
      const due = await scene.outbox.runDue()
      if (due === null) break
      scene.clock.set(due)
    }
    return scene.channel.delivered.map((each) => each.at)
  }

  it('keeps the gap and the budget of the minute', async () => {
    for (let n = 0; n < 25; n += 1) await scene.put(`第${n}条`)
    const at = await minutesOf(100)
    expect(at).toHaveLength(25)
    expect(Math.min(...at.slice(1).map((each, n) => each - at[n]!))).toBeGreaterThanOrEqual(3 * SECOND)
    for (const from of at)
      expect(at.filter((each) => each >= from && each < from + MINUTE).length).toBeLessThanOrEqual(10)
  })

  it('counts what may have been sent, and what was refused, as spoken', async () => {
    scene.channel.script = [unknown, refused]
    for (const text of ['一', '二', '三']) await scene.put(text)
    const at = await minutesOf(10)
    expect(at.slice(1).map((each, n) => each - at[n]!)).toEqual([3 * SECOND, 3 * SECOND])
  })

  it('lets something urgent that came in meanwhile go first', async () => {
    await scene.put('一', { priority: 'broadcast' })
    await scene.put('二', { priority: 'broadcast' })
    scene.clock.set((await scene.outbox.runDue()) as number)
    await scene.put('警告', { priority: 'rule' })
    await minutesOf(10)
    expect(scene.said()).toEqual(['一', '警告', '二'])
  })

  it('remembers after a restart what the account said before', async () => {
    for (let n = 0; n < 10; n += 1) await scene.put(`第${n}条`)
    const at = await minutesOf(20)
    await scene.put('又一条')
    expect(await scene.open().runDue()).toBe(at[0]! + MINUTE)
    expect(scene.channel.delivered).toHaveLength(10)
  })

  it('does not let a slow platform hold up another account', async () => {
    const release = scene.channel.hold()
    await scene.put('慢')
    await scene.put('快', { account: 'sandbox' })
    await scene.outbox.start()
    const other = scene.channels.get('sandbox')!
    const until = async (count: number) => {
      while (other.delivered.length < count) {
        scene.outbox.wake()
        await new Promise(setImmediate)
      }
    }
    await until(1)
    await scene.put('也快', { account: 'sandbox' })
    await until(2)
    expect(await scene.items()).toMatchObject([{ state: 'sending' }, { state: 'sent' }, {}])
    release()
    await scene.outbox.stop()
  })

  it('stops with what it is at, and starts nothing new', async () => {
    const channel = scene.channels.get('sandbox')!
    const release = channel.hold()
    await scene.put('一', { account: 'sandbox' })
    await scene.put('二', { account: 'sandbox' })
    await scene.outbox.start()
    while (!channel.delivered.length) await new Promise(setImmediate)
    const stopped = scene.outbox.stop()
    release()
    await stopped
    expect((await scene.items()).map((item) => item.state)).toEqual(['sent', 'waiting'])
  })
})
