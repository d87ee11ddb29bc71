import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createIdentityStep, inviteStaff } from '../../../src/features/identity/index.js'
import { HOUR, MINUTE } from '../../../src/kit/clock.js'
import { createVault } from '../../../src/kit/crypto.js'
import { Customer, Member, StaffAccount, WrongCode } from '../../../src/store/index.js'
import { type PipelineScene, pipelineScene } from '../../kit/pipeline.js'

const vault = createVault(Buffer.alloc(32, 3))
const steps = [createIdentityStep(vault, () => Promise.reject(new Error('nobody is linked here')))]
const WRONG = '绑定 ZZZZ-ZZZ9'

const openScene = async (engine: 'sqlite' | 'postgres') => {
  const scene = await pipelineScene({ steps, engine })
  await scene.account('ours')
  return scene
}
const invite = ({ store, deps, clock }: PipelineScene, name: string, lifetime = HOUR) =>
  store.transaction((db) =>
    inviteStaff({ name, role: 'sales' }, { db, ids: deps.ids, now: clock.now(), vault, lifetime }),
  )
const bound = ({ store }: PipelineScene) => store.transaction((db) => db.find(StaffAccount, { order: { id: 'ASC' } }))
const whisper = (scene: PipelineScene, who: string, text: string) =>
  scene.event({ type: 'message', text }, who, { id: who })

describe('one-time codes', () => {
  let scene: PipelineScene
  beforeAll(async () => {
    scene = await openScene('sqlite')
  })
  afterAll(() => scene.close())

  it('bind once, in time, and within the tries, in whatever order and batches they come', async () => {
    const attempt = fc.record({
      who: fc.nat(2),
      /** Which of two codes; 2 is a wrong one. */
      code: fc.nat(2),
      repeat: fc.constantFrom(1, 1, 2, 5),
    })
    const batch = fc.record({
      wait: fc.constantFrom(0, 1, 25, 59, 60),
      attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
    })
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async (batches) => {
        runs += 1
        scene.clock.advance(3 * HOUR)
        const people = [0, 1, 2].map((n) => `p${runs}-${n}`)
        for (const who of people) await scene.group('ours', who, 'private')
        const names = [0, 1].map((n) => `同事${runs}-${n}`)
        const codes = [await invite(scene, names[0] as string), await invite(scene, names[1] as string, 2 * HOUR)]
        const expiry = [scene.clock.now() + HOUR, scene.clock.now() + 2 * HOUR]
        const owner = new Map<number, string>()
        const wrong = new Map<string, number[]>(people.map((who) => [who, []]))
        for (const { wait, attempts } of batches) {
          scene.clock.advance(wait * MINUTE)
          const now = scene.clock.now()
          const rows = []
          for (const { who: n, code, repeat } of attempts)
            for (let time = 0; time < repeat; time++) {
              const who = people[n] as string
              rows.push(await whisper(scene, who, code === 2 ? WRONG : `绑定 ${codes[code]}`))
              const tries = wrong.get(who)?.filter((at) => at > now - HOUR) ?? []
              if (tries.length >= 5) continue
              if (code === 2 || owner.has(code) || (expiry[code] as number) <= now) wrong.get(who)?.push(now)
              else if (![...owner.values()].includes(who)) owner.set(code, who)
            }
          await scene.take(...rows)
        }
        const there = (await bound(scene)).filter((each) => names.includes(each.name))
        const should = [...owner].map(([code, who]) => `${names[code]} ${who}`)
        expect(there.map((each) => `${each.name} ${each.externalId}`).sort()).toEqual(should.sort())
      }),
      { numRuns: 30 },
    )
  })

  it('are not looked at any more when too many wrong ones came from everywhere', async () => {
    scene.clock.advance(2 * HOUR)
    const code = await invite(scene, '小满', 3 * HOUR)
    const crowd = Array.from({ length: 25 }, (_, n) => `crowd-${n}`)
    for (const who of [...crowd, 'honest']) await scene.group('ours', who, 'private')
    for (const who of crowd) for (let n = 0; n < 4; n++) await scene.take(await whisper(scene, who, WRONG))
    await scene.take(await whisper(scene, 'honest', `绑定 ${code}`))
    expect((await bound(scene)).some((each) => each.name === '小满')).toBe(false)
    scene.clock.advance(61 * MINUTE)
    await scene.take(await whisper(scene, 'honest', `绑定 ${code}`))
    expect((await bound(scene)).find((each) => each.name === '小满')).toMatchObject({ externalId: 'honest' })
  })

  it('are nothing in a history', async () => {
    const code = await invite(scene, '阿福')
    await scene.group('ours', 'past', 'private')
    await scene.says('past', 'past', `绑定 ${code}`, { mode: 'history' })
    expect((await bound(scene)).some((each) => each.name === '阿福')).toBe(false)
  })
})

describe('side by side on PostgreSQL', () => {
  let scene: PipelineScene
  beforeAll(async () => {
    scene = await openScene('postgres')
  })
  afterAll(() => scene.close())

  it('lets one of many who send the same code at once have it', async () => {
    for (let round = 0; round < 5; round++) {
      const rivals = Array.from({ length: 6 }, (_, n) => `rival-${round}-${n}`)
      for (const who of rivals) await scene.group('ours', who, 'private')
      const code = await invite(scene, `新人${round}`)
      const rows = await Promise.all(rivals.map((who) => whisper(scene, who, `绑定 ${code}`)))
      await Promise.all(rows.map((row) => scene.take(row)))
      expect((await bound(scene)).filter((each) => each.name === `新人${round}`)).toHaveLength(1)
    }
  })

  it('counts guesses that come at once', async () => {
    scene.clock.advance(2 * HOUR)
    await scene.group('ours', 'guesser', 'private')
    await scene.says('guesser', 'guesser', '在吗')
    const rows = await Promise.all(Array.from({ length: 10 }, () => whisper(scene, 'guesser', WRONG)))
    await Promise.all(rows.map((row) => scene.take(row)))
    const wrong = await scene.store.transaction((db) => db.findBy(WrongCode, { externalId: 'guesser' }))
    expect(wrong).toHaveLength(5)
  })

  it('makes one customer of an account that turns up in many groups at once', async () => {
    const rooms = Array.from({ length: 6 }, (_, n) => `room-${n}`)
    for (const room of rooms) await scene.group('ours', room, 'owners')
    const rows = await Promise.all(
      rooms.map((room) => scene.event({ type: 'message', text: '大家好' }, room, { id: 'newcomer', card: '冬瓜' })),
    )
    await Promise.all(rows.map((row) => scene.take(row)))
    const members = await scene.store.transaction((db) => db.findBy(Member, { externalId: 'newcomer' }))
    expect(members).toHaveLength(6)
    expect(new Set(members.map((each) => each.customerId)).size).toBe(1)
    expect(await scene.store.transaction((db) => db.countBy(Customer, { displayName: '冬瓜' }))).toBe(1)
  })
})
