import { afterEach, describe, expect, it } from '@jest/globals'
import { tellWatched } from '../../src/features/rules/index.js'
import { Group, Sanction, Violation } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-阿伟', '追风车主-小满']
const STAFF = { 小林: 'admin', 佳佳: 'sales' } as const
const AD = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('the rules of a group', () => {
  let g: TestGroup
  afterEach(() => g.close())

  it('only watch at first, and tell the staff every day what they would have done', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 观察 7天')
    g.staffGot(/「追风车友群」的群规：\n {2}发广告：只观察[\s\S]*观察期到 9月8日/)
    const ad = await g.says('阿伟', AD)
    expect(g.world.findPost(ad.id)?.recalled).toBeFalsy()
    expect(g.groupSaid()).toEqual([])
    const { store, ids, say, dealer } = g.app.pipeline
    await tellWatched({ store, ids, say, dealer, now: g.clock.now() })
    await g.settle()
    g.staffGot(/「追风车友群」昨天要是正式执行，我会管这 1 条：\n {2}发广告：追风车主-阿伟「[\s\S]*观察期到 9月8日/)
    expect(await g.read((db) => db.count(Sanction))).toBe(0)
    await g.staffSays('佳佳', '群规 正式执行')
    g.staffGot('这一步要管理员、经理或群管理员来操作')
    await g.staffSays('小林', '群规 正式执行')
    const again = await g.says('阿伟', AD)
    expect(g.world.findPost(again.id)?.recalled).toBeTruthy()
  })

  it('are switched one by one', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 广告 关 @追风')
    g.staffGot('发广告：关闭')
    await g.says('阿伟', AD)
    expect(await g.read((db) => db.count(Violation))).toBe(0)
    await g.staffSays('小林', '群规 广告 开')
    await g.says('阿伟', AD)
    expect(await g.read((db) => db.countBy(Violation, { state: 'standing', rule: 'ad' }))).toBe(1)
    await g.staffSays('小林', '群规 广告 开 @没有的群')
    g.staffGot('没找到叫「没有的群」的群')
  })

  it('tell a member why, in private, and let them appeal once', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.whispers('阿伟', '为什么')
    g.privateGot('阿伟', '您这边没有违规记录')
    await g.says('阿伟', AD)
    await g.whispers('阿伟', '为什么撤回我的？')
    g.privateGot('阿伟', /是因为您在「追风车友群」说的这句，按群规算发广告[\s\S]*申诉/)
    await g.whispers('阿伟', '申诉 这是我转给老婆看的，发错群了')
    g.privateGot('阿伟', '收到您的申诉')
    g.staffGot(/追风车主-阿伟 对 #1（发广告，「追风车友群」）申诉[\s\S]*说法：这是我转给老婆看的，发错群了/)
    await g.whispers('阿伟', '申诉 快点')
    g.privateGot('阿伟', '这条您申诉过啦')
    await g.presses('小林', '维持原处理', 'staff')
    g.privateGot('阿伟', '维持原处理，到期自动清掉')
    await g.staffSays('小林', '误判 1')
    g.groupGot('刚才是我看错了')
    expect(await g.read((db) => db.find(Violation))).toMatchObject([
      { state: 'undone', appeal: '这是我转给老婆看的，发错群了' },
    ])
  })

  it('ask whoever floods or repeats to slow down, and mute only when it goes on', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (let n = 1; n <= 12; n++) await g.says('小满', `第${n}句，今天风真大`)
    g.groupGot('@追风车主-小满 消息有点密')
    await g.advance('5m')
    for (let n = 0; n < 3; n++) await g.says('老周', '周六下午一起打球的在这里报个名啊')
    g.groupGot('@追风车主-老周 同样的话大家看到啦')
    expect(await g.read((db) => db.find(Sanction))).toMatchObject([{ type: 'remind' }, { type: 'remind' }])
    await g.advance('5m')
    for (let n = 1; n <= 12; n++) await g.says('小满', `又来第${n}句了`)
    g.groupGot('@追风车主-小满 消息太密了，先歇 10 分钟')
    g.staffGot('处理：禁言 10 分钟')
    expect(() => g.world.post('owners', '小满', '在吗')).toThrow()
  })

  it('heed what an admin does by hand: nobody is muted for less, and a mute that was lifted is taken back', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    const byHand = (id: string, seconds: number) =>
      g.app.intake.receive(g.account.id, {
        type: 'mute',
        id: `by-hand-${id}`,
        at: g.clock.now(),
        room: { id: 'owners', kind: 'group' },
        sender: { id },
        seconds,
        mutedBy: '小林',
      })
    const floods = async (name: string) => {
      for (let n = 1; n <= 12; n++) await g.says(name, `${name}第${n}句，今天风真大`)
      await g.advance('5m')
    }
    await floods('小满')
    // An admin silences her while what she wrote is still on its way.
    for (let n = 1; n <= 12; n++) g.world.post('owners', '小满', `又来第${n}句了`)
    await byHand('小满', 3600)
    await g.settle()
    g.staffGot('处理：还在禁言中（还有 1 小时），没有再罚')

    await floods('老周')
    await floods('老周')
    g.staffGot('处理：禁言 10 分钟')
    await byHand('老周', 0)
    const sanctions = await g.read((db) => db.find(Sanction, { where: { type: 'mute' } }))
    expect(sanctions).toMatchObject([{ undoneAt: g.clock.now() }])
  })

  it('leave the mute of a person, though it ends as theirs does', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (let times = 0; times < 2; times++) {
      for (let n = 1; n <= 12; n++) await g.says('老周', `${times}第${n}句，今天风真大`)
      await g.advance('5m')
    }
    g.staffGot('处理：禁言 10 分钟')
    const isMuted = () => g.world.members('owners').find(({ person }) => person.id === '老周')?.member.mutedUntil
    g.world.addMember('owners', '小林', { role: 'admin' })
    g.world.mute('owners', '老周', '小林', g.clock.now() + 6 * 60_000)
    await g.settle()
    for (const each of await g.read((db) => db.find(Violation))) await g.staffSays('小林', `误判 ${each.code}`)
    expect(isMuted()).toBeGreaterThan(g.clock.now())
  })

  it('only watch a group that is new, for a week', async () => {
    g = await group({ members: MEMBERS, staff: STAFF, watchDays: 7 })
    const { accountId } = await g.read((db) => db.findOneByOrFail(Group, { kind: 'owners' }))
    const says = async (id: string) => {
      const room = { id: 'new', kind: 'group' as const, name: '新车友群' }
      const sender = { id: '路人', card: '路人' }
      await g.app.intake.receive(accountId, { type: 'message', id, at: g.clock.now(), room, sender, text: AD })
      await g.settle()
    }
    await says('first')
    await g.advance('6d')
    await says('second')
    await g.advance('2d')
    await says('third')
    const cases = await g.read((db) => db.find(Violation, { order: { code: 'ASC' } }))
    expect(cases.map(({ state }) => state)).toEqual(['watched', 'watched', 'standing'])
  })

  it('call nobody by a name that sells something', async () => {
    g = await group({ members: [...MEMBERS, '高价收车13800138000'], staff: STAFF })
    await g.says('高价收车13800138000', AD)
    g.groupGot('@这位朋友 群里是车友聊车的地方')
    await g.staffSays('小林', '误判 1')
    g.groupGot('@这位朋友 刚才是我看错了')
  })

  it('write a flood down once while they only watch', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 刷屏 观察')
    for (let n = 1; n <= 20; n++) await g.says('小满', `第${n}句，今天风真大`)
    expect(await g.read((db) => db.countBy(Violation, { rule: 'flood', state: 'watched' }))).toBe(1)
  })

  it('hold nothing against anybody for a heap of messages that an outage made', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    const { account } = await g.read((db) =>
      db.findOneOrFail(Group, { where: { kind: 'owners' }, relations: { account: true } }),
    )
    const morning = g.clock.now()
    await g.advance('2h')
    for (let n = 1; n <= 15; n++)
      await g.app.intake.receive(account?.id ?? '', {
        type: 'message',
        id: `late-${n}`,
        at: morning + n * 1_000,
        room: { id: 'owners', kind: 'group' },
        sender: { id: '小满', card: '追风车主-小满' },
        text: `第${n}句，今天风真大`,
      })
    await g.settle()
    expect(await g.read((db) => db.count(Violation))).toBe(0)
  })

  it('are taken back among the staff, even when that is said in the group', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('阿伟', AD)
    await g.says('小林', '误判 1')
    g.staffGot('#1 已撤销')
    g.groupGot('@追风车主-阿伟 刚才是我看错了')
    expect(g.groupSaid().join('\n')).not.toContain('已撤销')
  })

  it('leave a question that begins with 为什么 to people', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.whispers('老周', '为什么还没人联系我')
    g.staffGot('为什么还没人联系我')
    expect(g.lastWhisper('老周')).toContain('我请同事尽快回您')
    await g.whispers('老周', '为什么空调不制冷')
    expect(g.lastWhisper('老周')).not.toContain('违规')
  })

  it('look at links that lead elsewhere when they are told to, and let the allowed sites through', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 链接 开')
    await g.staffSays('小林', '群规 放行 https://www.zhuifeng.example/manual')
    g.staffGot('放行的网站：zhuifeng.example')
    await g.says('老周', '保养手册在这里 https://www.zhuifeng.example/manual')
    await g.says('老周', '看这个 https://zhuifeng.example.evil.test/x')
    expect(await g.read((db) => db.find(Violation))).toMatchObject([
      { rule: 'link', quote: 'https://zhuifeng.example.evil.test' },
    ])
    g.staffGot(/已处理 #1：追风车主-老周 在「追风车友群」发外链或名片[\s\S]*请您来定下一步/)
    expect(await g.read((db) => db.find(Group))).toContainEqual(
      expect.objectContaining({ settings: expect.objectContaining({ allowedSites: ['zhuifeng.example'] }) }),
    )
  })

  it.each(EVERY_ENGINE)(
    'are rehearsed over the past, judged by a person, and not switched on where they were wrong, on %s',
    async (engine) => {
      g = await group({ members: MEMBERS, staff: STAFF, engine })
      await g.staffSays('小林', '群规 观察 7天')
      await g.says('老周', '周末去水库钓鱼，有一起的吗')
      await g.says('阿伟', AD)
      await g.says('阿伟', '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做')
      await g.says('小满', '三万公里保养店里给我报了1180，这价正常吗')
      await g.staffSays('小林', '群规 预演 30天')
      const first = g
        .staffSaid()
        .find((text) => text.startsWith('预演「追风车友群」最近 30 天：看了 4 条，会处理 3 条'))
      expect(first).toMatch(/1\. [^\n]*追风车主-阿伟 发广告「[\s\S]*差一点、但不会处理的：/)
      await g.staffSays('小林', '群规 预演 30天')
      expect(g.staffSaid().filter((text) => text === first)).toHaveLength(2)
      await g.staffSays('小林', '预演 错 1 2')
      g.staffGot('看过 2 条，其中 2 条不该处理')
      await g.staffSays('小林', '群规 广告 开')
      g.staffGot('先别急着开：预演里发广告')
      await g.staffSays('小林', '预演 对 1 2')
      await g.staffSays('小林', '群规 正式执行')
      g.staffGot(/发广告：执行/)
    },
  )
})
