import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BOT, OWNERS, STAFF } from '../../bots/demo.js'
import { outboxItem } from '../../src/outbox/index.js'
import { AuditEntry, Group, OutboxItem, StaffAccount } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const HOST = '群主'

/** The stories share one app, and each has a group of its own. */
describe('the bot in groups', () => {
  let g: TestGroup
  beforeAll(async () => {
    g = await group({
      members: ['追风车主-老周'],
      staff: { 小林: 'admin', 佳佳: 'sales', 老郑: 'manager', 小看: 'viewer' },
    })
    for (const name of [HOST, '车友甲']) g.world.addPerson({ id: name, nickname: name })
    g.world.addMember(OWNERS, HOST, { role: 'owner' })
    g.world.addMember(OWNERS, BOT, { role: 'admin' })
  })
  afterAll(() => g.close())

  /** Things happen one after the other on a platform. */
  const settle = async (_happened: unknown) => g.advance('1m')
  const room = (name: string) => {
    g.world.addRoom({ id: name, name })
    for (const person of [HOST, '小林']) g.world.addMember(name, person, { role: 'owner' })
    g.world.addMember(name, '车友甲')
    return name
  }
  const brings = (name: string, where: string) => settle(g.world.join(where, BOT, { invitedBy: name }))
  const removes = (by: string, where: string) => settle(g.world.kick(where, BOT, by))
  const says = (text: string, where: string) => settle(g.world.post(where, '车友甲', text))
  const saidIn = (where: string) =>
    g.world.history(where).flatMap(({ from, text }) => (from.id === BOT && text ? text : []))
  const staffHeard = (part: string) => g.staffSaid().filter((text) => text.includes(part))
  const codeFor = (where: string) =>
    /#(\d+)/.exec(staffHeard(`「${where}」`).findLast((text) => text[0] === '#') ?? '')?.[1]
  const presenceOf = async (where: string) =>
    (await g.read((db) => db.findOneBy(Group, { externalId: where })))?.presence

  it('brought in by a stranger, is silent until a colleague agrees, and there for good from then on', async () => {
    const farm = room('农家乐群')
    await brings(HOST, farm)
    g.staffGot(/#\d+ 群主 把管家拉进了「农家乐群」，您点头之前我在那里不说话[\s\S]*「同意 \d+」[\s\S]*「拒绝 \d+」/)
    await says('刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做', farm)
    await says('群规', farm)
    expect(saidIn(farm)).toEqual([])
    await g.staffSays('小林', '群况')
    g.staffGot(/「农家乐群」等同事点头，先不说话（.+ 起）/)
    await g.staffSays('佳佳', `同意 ${codeFor(farm)}`)
    expect(await presenceOf(farm)).toBe('invited')
    await g.staffSays('小林', `同意 ${codeFor(farm)}`)
    g.staffGot('我留在「农家乐群」')
    expect(await presenceOf(farm)).toBe('here')
    await says('群规', farm)
    expect(saidIn(farm)).toEqual([expect.stringContaining('群规很简单')])
  })

  it('brought in by a stranger, leaves with a word when a colleague says no, and asks again the next time', async () => {
    const hiking = room('登山群')
    await brings(HOST, hiking)
    await g.presses('小林', '拒绝', 'staff')
    expect(saidIn(hiking)).toEqual([expect.stringContaining('店里没有安排我进这个群')])
    expect(g.world.isMember(hiking, BOT)).toBe(false)
    expect(await presenceOf(hiking)).toBe('gone')
    expect(staffHeard('⚠️')).toEqual([])
    await g.advance('1m')
    await brings(HOST, hiking)
    expect(staffHeard('把管家拉进了「登山群」')).toHaveLength(2)
    await removes(HOST, hiking)
    await g.staffSays('小林', `同意 ${codeFor('登山群')}`)
    g.staffGot('已经有结果了')
    expect(await presenceOf(hiking)).toBe('gone')
  })

  it('stays at once where a colleague brings it', async () => {
    const service = room('售后群')
    await brings('小林', service)
    g.staffGot('管家进了「售后群」，是 小林 拉的')
    expect(await presenceOf(service)).toBe('here')
  })

  it('asks as well when it is a colleague who only looks on', async () => {
    const [market, choir] = [room('集市群'), room('合唱群')]
    for (const name of [market, choir]) g.world.addMember(name, '小看')
    await brings('小看', market)
    g.staffGot(/#\d+ .*小看 把管家拉进了「集市群」，您点头之前我在那里不说话/)
    expect(await presenceOf(market)).toBe('invited')
    await settle(g.world.invite(choir, '小看'))
    g.staffGot(/#\d+ .*小看 邀请管家进群「合唱群」/)
    expect(g.world.isMember(choir, BOT)).toBe(false)
  })

  it('comes where a stranger invites it when a colleague agrees, and asks only once', async () => {
    const fishing = room('钓鱼群')
    await settle(g.world.invite(fishing, HOST))
    g.staffGot(/#\d+ 群主 邀请管家进群「钓鱼群」/)
    expect(g.world.isMember(fishing, BOT)).toBe(false)
    await g.staffSays('小林', `同意 ${codeFor('钓鱼群')}`)
    expect(await presenceOf(fishing)).toBe('here')
    expect(staffHeard('拉进了「钓鱼群」')).toEqual([])
    const audited = (await g.read((db) => db.find(AuditEntry))).map(({ what }) => what)
    for (const step of ['invited', 'accepted', 'arrived']) expect(audited).toContain(`presence.${step}`)
  })

  it('follows an invitation of a colleague by itself, and none that is refused', async () => {
    const [ours, theirs] = [room('试驾群'), room('棋牌群')]
    await settle(g.world.invite(ours, '小林'))
    expect(await presenceOf(ours)).toBe('here')
    await settle(g.world.invite(theirs, HOST))
    await g.staffSays('小林', `拒绝 ${codeFor('棋牌群')} 不认识`)
    expect(g.world.isMember(theirs, BOT)).toBe(false)
    g.staffGot('群主 邀请我进「棋牌群」，我没有去')
  })

  it('tells over the API who asked us in, and where it was brought in already', async () => {
    const api = await staffApi(g)
    const { items } = await (await api.logIn('小林')).reads('/join-requests?state=refused')
    const told = { member: { name: HOST }, state: 'refused', decidedBy: '小林' }
    const hiking = { ...told, kind: 'brought_in', group: { name: '登山群' } }
    expect(items).toMatchObject([
      { ...told, kind: 'invitation', answer: '棋牌群' },
      { ...hiking, decidedBy: 'left' },
      hiking,
    ])
    await api.close()
  })

  it('tells at once who removed it, sends nothing there any more, and goes on when it is back', async () => {
    await g.staffSays('小林', '群章程 @追风车友群 聊车不聊价')
    await g.read(async (db) => {
      const { accountId } = await db.findOneByOrFail(Group, { externalId: OWNERS })
      const now = g.clock.now() + 3_600_000
      const action = { type: 'say' as const, room: { id: OWNERS, kind: 'group' as const }, text: '明天见' }
      const wish = { id: 'wish', accountId, action, priority: 'broadcast' as const, dedupeKey: 'wish' }
      await db.insert(OutboxItem, outboxItem({ ...wish, now, lifetime: 3_600_000 }) as object)
    })
    await g.staffSays('小林', '发起活动 @追风车友群 9月19日云溪谷自驾，早上8点展厅集合')
    await removes(HOST, OWNERS)
    g.staffGot(/⚠️ 管家被 群主 移出了「追风车友群」（9月1日.*）。\n排着队要发到那里的 1 条不发了。\n再把我拉回去/)
    const wish = await g.read((db) => db.findOneBy(OutboxItem, { id: 'wish' }))
    expect(wish).toMatchObject({ state: 'expired', reason: 'left_group' })
    await g.staffSays('小林', '群况 @追风车友群')
    g.staffGot(/「追风车友群」已经不在群里（9月1日.* 起）/)
    await g.staffSays('小林', '通知 @追风车友群 周六店庆，欢迎来玩')
    await g.staffSays('小林', '发布 1')
    g.staffGot('「追风车友群」我已经不在里面了，发不了')
    await g.advance('1d')
    expect(g.groupSaid()).toEqual([])
    await brings(HOST, OWNERS)
    g.staffGot('管家又回到「追风车友群」了，以前的设置都还在')
    await g.says('老周', '群规')
    g.groupGot('聊车不聊价')
  })

  it('knows by what is said that it is back, when nobody told of it', async () => {
    await settle(g.world.leave(OWNERS, BOT))
    g.staffGot('管家不在「追风车友群」里了')
    g.world.addMember(OWNERS, BOT, { role: 'owner' })
    await g.says('老周', '我回来了')
    expect(await presenceOf(OWNERS)).toBe('here')
  })

  it('tells those in charge in private when it is the staff room that is gone', async () => {
    await g.whispers('老郑', '在吗')
    g.world.addMember(STAFF, BOT, { role: 'member' })
    await removes('小林', STAFF)
    g.privateGot('老郑', /⚠️ 管家被 .*小林 移出了「同事群」/)
  })

  it('stays in every group while nobody is bound who could agree', async () => {
    await g.read((db) => db.clear(StaffAccount))
    const first = room('第一个群')
    await brings(HOST, first)
    expect(await presenceOf(first)).toBe('here')
  })
})
