import { afterEach, describe, expect, it } from '@jest/globals'
import { listStrangers, sweepCards } from '../../src/features/onboarding/index.js'
import { MINUTE } from '../../src/kit/clock.js'
import { Group, Member } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-桃子']
const STAFF = { 小林: 'service', 佳佳: 'sales' } as const

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('newcomers', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const deps = () => {
    const { store, ids, say, dealer, understand } = g.app.pipeline
    return { store, ids, say, dealer, understand, now: g.clock.now() }
  }
  const collectsNewcomers = () =>
    g.read(async (db) => {
      const [owners] = await db.findBy(Group, { kind: 'owners' })
      if (owners) await db.update(Group, { id: owners.id }, { settings: { ...owners.settings, greetWithin: MINUTE } })
    })
  const settle = async (work: Promise<void>) => {
    await work
    await g.settle()
  }
  it.each(EVERY_ENGINE)('who come within a minute are greeted together, once, on %s', async (engine) => {
    g = await group({ members: MEMBERS, staff: STAFF, engine })
    await collectsNewcomers()
    await g.joins('冬瓜')
    await g.advance('20s')
    await g.joins('西瓜')
    expect(g.groupSaid()).toEqual([])
    await g.advance('41s')
    g.groupGot(/欢迎 @冬瓜 @西瓜 进群👏 三件小事：[\s\S]*追风车主-冬瓜/)
    await g.advance('5m')
    expect(g.groupSaid()).toHaveLength(1)
  })

  it('are greeted once each, whenever in the minute they come, and however late the bot is', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await collectsNewcomers()
    await g.advance('50s')
    await g.joins('冬瓜')
    await g.advance('20s')
    await g.joins('西瓜')
    expect(g.groupSaid()).toEqual([])
    g.clock.advance(50_000)
    await g.joins('南瓜')
    await g.advance('2m')
    expect(g.groupSaid().map((text) => /欢迎 (.*) 进群/.exec(text)?.[1])).toEqual(['@冬瓜 @西瓜', '@南瓜'])
  })

  it('are asked for the right card twice at most, then a person hears of it', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.joins('冬瓜')
    await g.says('冬瓜', '大家好，X3，昨天提的')
    g.groupGot(/@冬瓜 欢迎～麻烦把群名片改成「追风车主-冬瓜」/)
    await settle(sweepCards(deps()))
    expect(g.groupSaid()).toHaveLength(2)
    await g.advance('1d')
    await settle(sweepCards(deps()))
    g.groupGot('@冬瓜 有空把群名片改成「追风车主-冬瓜」这样')
    for (let day = 0; day < 5; day++) {
      await g.advance('1d')
      await settle(sweepCards(deps()))
    }
    expect(g.groupSaid()).toHaveLength(3)
    g.staffGot('「追风车友群」里提醒过两次、名片还没改的：冬瓜')
    expect(g.staffSaid()).toHaveLength(1)
  })

  it('may let the bot set their card, where it can', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.joins('冬瓜')
    await g.says('冬瓜', '大家好')
    g.groupGot('不方便改就回「帮我改」')
    await g.says('冬瓜', '好的，帮我改一下')
    expect(await g.read((db) => db.findOneBy(Member, { externalId: '冬瓜' }))).toMatchObject({ card: '追风车主-冬瓜' })
    await g.renames('冬瓜', '冬瓜')
    await g.advance('3d')
    await g.says('冬瓜', '帮我改一下')
    expect(await g.read((db) => db.findOneBy(Member, { externalId: '冬瓜' }))).toMatchObject({ card: '冬瓜' })
  })

  it('whose names advertise or pose as the store are shown to a person', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.joins('星途行客服小林')
    g.staffGot('「星途行客服小林」这个名字像在冒充店里的人')
    await g.joins('高价收车13800138000')
    g.staffGot('「高价收车13800138000」这个名字像在打广告')
    await g.joins('林间小鹿')
    expect(g.staffSaid()).toHaveLength(2)
    expect(g.groupSaid().join()).not.toContain('收车')
    expect(g.world.isMember('owners', '星途行客服小林')).toBe(true)
  })

  it('are welcomed in the words of the store, and told the charter when somebody asks', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', 'Welcome to the team, Jia!')
    expect(g.staffSaid()).toEqual([])
    await g.staffSays('小林', '欢迎语 先报车型，再领一份用车手册～')
    await g.joins('冬瓜')
    g.groupGot('欢迎 @冬瓜 👏\n先报车型，再领一份用车手册～')
    await g.says('老周', '群规')
    g.groupGot('@追风车主-老周 群规很简单')
    await g.staffSays('小林', '群章程 聊车不聊价')
    await g.says('老周', '群规')
    g.groupGot('@追风车主-老周 聊车不聊价')
  })

  it('of whom nothing is known after two weeks are listed for a person', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.joins('路人甲')
    await g.joins('冬瓜')
    await g.says('冬瓜', '大家好，X3，昨天提的')
    await g.advance('15d')
    await settle(listStrangers(deps()))
    g.staffGot(/不知道是谁的 1 位[\s\S]*路人甲（追风车友群，2026-09-01 进群）/)
  })
})
