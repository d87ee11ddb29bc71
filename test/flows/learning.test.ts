import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Lead, Understanding, Violation } from '../../src/store/index.js'
import { openVersions } from '../../src/understanding/versions.js'
import { group, type TestGroup } from '../kit/group.js'

const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-阿伟', '追风车主-小满']
const CORRECTED = [
  ['桃子', '有没有人组队去新疆，差两个人，AA', '漏判 广告'],
  ['老周', '国庆组队去新疆，车上还空两个位子，费用AA', '漏判 广告'],
  ['小满', '店里那个小刘办事真磨叽，等了俩小时', '漏判 辱骂'],
  ['老周', '小刘办事太磨叽，磨磨蹭蹭半天', '漏判 辱骂'],
  ['大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少', '不是线索'],
] as const
const LEAD = '老二出生了后排坐不下，打算把现在这台换成七座的'

/** One night for all of these stories: learning takes some seconds. */
describe('a night after which the bot knows better', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-models-'))
  const versions = openVersions(folder)
  let g: TestGroup
  let shipped: string

  beforeAll(async () => {
    g = await group({ members: CARS, versions })
    await g.app.jobs.start()
    shipped = g.models?.version() ?? ''
    for (const [name, text, verdict] of CORRECTED) {
      await g.says(name, text)
      await g.staffSays('小林', verdict.startsWith('漏判') ? `${verdict} 「${text}」` : verdict)
    }
    // Half past three in Shanghai, the night after.
    g.clock.set(Date.UTC(2026, 8, 1, 19, 31))
    await g.settle()
  }, 120_000)

  afterAll(async () => {
    await g.app.jobs.stop()
    await g.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('tells the staff what came of it, with figures', () => {
    g.staffGot(/学完了，新模型 [0-9a-f]{10} 已经用上[\s\S]*纠正过的 5 句，答对 0 → 5[\s\S]*违规 F1/)
    expect(g.models?.version()).not.toBe(shipped)
    expect(versions.current()).toBe(g.models?.version())
  })

  it('decides otherwise about the same words and about the same in other words', async () => {
    const before = await g.read((db) => db.count(Violation))
    const post = await g.says('阿伟', '组队去新疆差两个人，AA制')
    const [violation] = await g.read((db) => db.find(Violation, { order: { code: 'DESC' }, take: 1 }))
    expect(await g.read((db) => db.count(Violation))).toBe(before + 1)
    expect(violation).toMatchObject({ rule: 'ad', quote: expect.stringContaining('新疆') })
    expect(g.world.findPost(post.id)?.recalled).toBeTruthy()
    const leads = await g.read((db) => db.count(Lead))
    await g.says('小满', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    expect(await g.read((db) => db.count(Lead))).toBe(leads)
  })

  it('goes on as before with everything else, and each decision names its model', async () => {
    const post = await g.says('老周', LEAD)
    g.staffGot(/想换车 · 追风车主-老周/)
    const [row] = await g.read((db) =>
      db.find(Understanding, { relations: { message: true }, order: { id: 'DESC' }, take: 1 }),
    )
    expect(row?.message?.externalId).toBe(post.id)
    expect(row?.model).toBe(g.models?.version())
  })

  it('is as it was after a roll-back', async () => {
    expect(versions.rollback()).toBe('shipped')
    g.models?.refresh()
    expect(g.models?.version()).toBe(shipped)
    const before = await g.read((db) => db.count(Violation))
    await g.says('桃子', '组队去新疆差两个人，AA制')
    expect(await g.read((db) => db.count(Violation))).toBe(before)
  })
})
