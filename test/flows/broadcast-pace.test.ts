import { expect, it } from '@jest/globals'
import { OutboxItem } from '../../src/store/index.js'
import { manyGroups, mostWithin, smallestGap } from '../kit/many-groups.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const GROUPS = 120
/** Of a QQ account, as src/outbox/pace.ts has them. */
const LIMIT = { perMinute: 10, gap: 3_000 }

it('a notice to very many groups keeps the limits, and survives a kill and an outage without doubling or losing one', async () => {
  const scene = await manyGroups(GROUPS)
  await scene.staffSays('小林', '通知 周六店庆')
  await scene.staffSays('小林', '确认发送')
  expect(scene.notices()).toEqual([])
  await scene.staffSays('陈总', '确认发送')
  const begun = scene.clock.now()
  await scene.run(4 * MINUTE)
  expect(scene.notices().length).toBeGreaterThan(30)

  // The process dies while one is on its way: nobody knows whether it arrived.
  let dying = false
  const killed = new Promise<void>((resolve) =>
    scene.answers(() => {
      dying = true
      resolve()
      return new Promise(() => undefined)
    }),
  )
  scene.clock.advance(10_000)
  void scene.run(MINUTE)
  await killed
  expect(dying).toBe(true)
  const unknown = scene.notices().at(-1)?.room
  scene.answers(async () => ({ outcome: 'sent' }))
  await scene.reopen()
  await scene.run(2 * MINUTE)
  expect(scene.notices().filter(({ room }) => room === unknown)).toHaveLength(1)

  // Away for an hour: what waited goes on at the usual pace.
  scene.goes('offline')
  await scene.run(HOUR)
  const before = scene.delivered.length
  scene.goes('online')
  await scene.run()
  const rooms = scene.notices().map(({ room }) => room)
  expect(new Set(rooms).size).toBe(rooms.length)
  expect(rooms).toHaveLength(GROUPS)
  const times = scene.delivered.map(({ at }) => at)
  expect(mostWithin(times, MINUTE)).toBeLessThanOrEqual(LIMIT.perMinute)
  expect(smallestGap(times)).toBeGreaterThanOrEqual(LIMIT.gap)
  const afterwards = times.slice(before)
  const allowed = (afterwards.length / LIMIT.perMinute) * MINUTE
  expect((afterwards.at(-1) as number) - (afterwards[0] as number)).toBeLessThanOrEqual(allowed / 0.98)
  const items = await scene.store.transaction((db) => db.findBy(OutboxItem, { priority: 3 }))
  const count = (state: string) => items.filter((item) => item.state === state).length
  expect([items.length, count('sent'), count('unknown')]).toEqual([GROUPS, GROUPS - 1, 1])
  expect(times.at(-1)).toBeLessThan(begun + 6 * HOUR)
  await scene.close()
})

it('what waited for longer than it makes sense is never flushed', async () => {
  const scene = await manyGroups(30)
  await scene.staffSays('小林', '通知 今天下午三点店庆')
  await scene.staffSays('小林', '确认发送')
  await scene.staffSays('陈总', '确认发送')
  await scene.run(MINUTE)
  scene.goes('offline')
  await scene.run(7 * HOUR)
  const before = scene.notices().length
  scene.goes('online')
  await scene.run()
  expect(scene.notices()).toHaveLength(before)
  await scene.staffSays('小林', '群发结果')
  await scene.run()
  expect(scene.delivered.at(-1)?.text).toMatch(new RegExp(`送达 ${before} · 过时 ${30 - before}`))
  await scene.close()
})
