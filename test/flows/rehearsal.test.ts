import { afterEach, describe, expect, it } from '@jest/globals'
import { importHistory } from '../../bots/import/run-import.js'
import { Group, RuleReplay, Violation } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-阿伟', '追风车主-小满', '追风车主-桃子']
const STAFF = { 小林: 'admin', 佳佳: 'sales' } as const
const AD = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'
/** 1 September 2026, 9 in the morning. */
const REHEARSED = /^预演「追风车友群」最近 30 天/

describe('a rehearsal of the rules', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const reports = () => g.staffSaid().filter((text) => REHEARSED.test(text))
  const latest = () => g.read((db) => db.findOneOrFail(RuleReplay, { where: {}, order: { at: 'DESC', id: 'DESC' } }))
  const post = async (name: string, more: object) => {
    const room = { id: 'owners', kind: 'group' as const }
    const id = `${name}-${g.clock.now()}`
    const sender = { id: name, nickname: name }
    await g.app.intake.receive(g.account.id, { id, at: g.clock.now(), room, sender, ...more } as never)
    await g.settle()
  }

  it('goes through every rule in the order of the past, with the clock of the past, and finds the same twice', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 观察 30天')
    // 加我 · 微 · 信 in pieces is one advert.
    for (const piece of ['加我薇', 'xiao', 'li_88']) await g.says('阿伟', piece)
    await g.says('桃子', AD)
    await g.advance('1h')
    for (let n = 1; n <= 14; n++) await g.says('小满', `第${n}句，今天风真大`)
    await g.advance('1h')
    for (let n = 1; n <= 9; n++) await g.says('老周', `老周第${n}句，水库风也大`)
    await g.advance('20m')
    for (let n = 0; n < 2; n++) await g.says('老周', '周六下午一起打球的在这里报个名啊')
    await g.advance('20m')
    for (let n = 0; n < 3; n++) await g.says('桃子', '谁捡到一把车钥匙，蓝色钥匙扣的那种')
    await g.says('桃子', '看看这个 https://shop.example.test/1')
    await post('生面孔', { type: 'join' })
    await g.advance('10m')
    await post('生面孔', { type: 'message', text: '大家好，我的电话 13800138000' })
    await g.advance('15h')
    for (const word of ['睡不着', '有没有人', '数羊']) await g.says('小满', word)
    await g.advance('4h')
    await g.says('老周', '车在高速上抛锚了，发动机冒烟，怎么办')
    expect(await g.read((db) => db.countBy(Violation, { state: 'standing' }))).toBe(0)

    await g.staffSays('小林', '群规 预演 30天')
    await g.staffSays('小林', '群规 预演')
    const [first, second] = reports()
    expect(first).toBe(second)
    const { hits, misses } = await latest()
    const told = (rule: string) => hits.filter((hit) => hit.rule === rule).map(({ name, quote }) => `${name}：${quote}`)
    expect(told('ad')).toEqual(['追风车主-阿伟：加我薇 / xiao / li_88', expect.stringContaining('追风车主-桃子：')])
    // A flood is told once, however long it goes on.
    expect(told('flood')).toEqual(['追风车主-小满：第12句，今天风真大'])
    expect(told('repeat')).toEqual(['追风车主-桃子：谁捡到一把车钥匙，蓝色钥匙扣的那种'])
    expect(told('link')).toEqual(['追风车主-桃子：https://shop.example.test'])
    expect(told('newcomer')).toEqual(['生面孔：大家好，我的电话 13800138000'])
    expect(told('card')).toEqual(['生面孔：生面孔'])
    // Once a night, and nobody who has broken down.
    expect(told('night')).toEqual(['追风车主-小满：睡不着'])
    const near = (rule: string) => misses.filter((miss) => miss.rule === rule).map(({ name, score }) => [name, score])
    expect(near('flood')).toEqual([['追风车主-老周', 9 / 12]])
    expect(near('repeat')).toEqual([['追风车主-老周', 2 / 3]])
    expect(first).toContain('没有「差一点」')
    expect(first).toMatch(/刷屏：1 条[\s\S]*一条都没有的：[\s\S]*群名片「生面孔」/)

    await g.staffSays('小林', '预演 夜间')
    g.staffGot(/追风车主-小满 夜间说话「睡不着」/)
    await g.staffSays('小林', '预演 错 1')
    await g.staffSays('小林', '预演 夜间 都对')
    // What was said of it holds for the next one.
    await g.staffSays('小林', '群规 预演')
    expect(reports().at(-1)).toMatch(/\n1 ✗\. /)
    await g.staffSays('小林', '群规 广告 开')
    g.staffGot('先别急着开：预演里发广告')
    await g.staffSays('小林', '群规 夜间 开')
    g.staffGot(/夜间说话：只观察|夜间说话：执行/)
  })

  it('takes allowed sites for granted, shows long lists page by page, and one rule alone', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 放行 zhuifeng.example')
    for (let n = 1; n <= 23; n++) {
      await g.says('老周', `第${n}个 https://shop${n}.example.test`)
      await g.advance('20m')
    }
    await g.says('老周', '手册 https://www.zhuifeng.example/manual')
    await g.staffSays('小林', '群规 预演 30天')
    expect(reports().at(-1)).toMatch(/会处理 23 条[\s\S]*发外链或名片：23 条[\s\S]*共 2 页，回「预演 第2页」接着看/)
    await g.staffSays('小林', '预演 第2页')
    g.staffGot(/^21\. [\s\S]*\n22\. [\s\S]*\n23\. /)
    // Each page says how itself, and no other, is judged.
    g.staffGot('这一页都对回「预演 第2页 都对」')
    await g.staffSays('小林', '预演 链接')
    g.staffGot(/这一页都对回「预演 发外链或名片 都对」。\n共 2 页，回「预演 发外链或名片 第2页」接着看/)
    await g.staffSays('小林', '预演 链接 第3页')
    g.staffGot('这一页是空的')
    await g.staffSays('小林', '预演 链接 第2页 都对')
    g.staffGot('看过 3 条，其中 0 条')
    await g.staffSays('小林', '预演 刷屏')
    g.staffGot('预演里没有要处理的刷屏')
    await g.staffSays('小林', '预演 第9页')
    g.staffGot('这一页是空的')
    await g.staffSays('佳佳', '预演 都对')
    g.staffGot('这一步要管理员、经理或群管理员来操作')
    // 20 of 23 are right: whether that is enough is the store's to say, within limits.
    await g.staffSays('小林', '预演 链接 都对')
    await g.staffSays('小林', '预演 错 1 2 3')
    await g.staffSays('小林', '群规 准确率 30%')
    g.staffGot('准确率可以定在 70% 到 99% 之间')
    await g.staffSays('小林', '群规 准确率 90%')
    g.staffGot('预演判对 90% 以上，才能执行')
    await g.staffSays('小林', '群规 链接 开')
    g.staffGot('先别急着开：预演里发外链或名片我看错得有点多，判对的不到 90%')
    await g.staffSays('小林', '群规 准确率 85%')
    await g.staffSays('小林', '群规 链接 开')
    g.staffGot(/发外链或名片：执行/)
  })

  it('may be held over an imported history, with the rules of the group that lives', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 预演 导入')
    g.staffGot('还没有导入过聊天记录')
    await importHistory('data/demo/chat.txt', g.app.pipeline, { channel: { kind: 'history', account: 'import' } })
    await g.staffSays('小林', '群规 预演 导入')
    const [first] = g.staffSaid().filter((text) => text.startsWith('用导入的记录'))
    expect(first).toMatch(/用导入的记录（\d+ 天）预演「追风车友群」的群规：看了 \d{3} 条，会处理 \d+ 条[\s\S]*发广告：/)
    await g.staffSays('小林', '群规 预演 导入')
    expect(g.staffSaid().filter((text) => text === first)).toHaveLength(2)
    const owners = await g.read((db) => db.findOneByOrFail(Group, { externalId: 'owners' }))
    const replay = await latest()
    expect(replay.groupId).toBe(owners.id)
    await g.staffSays('小林', `预演 错 ${replay.hits.map((_hit, n) => n + 1).join(' ')}`)
    await g.staffSays('小林', '群规 广告 开')
    g.staffGot('先别急着开')
    await g.staffSays('小林', '群规 预演 导入 没有的')
    g.staffGot('您要用哪份导入的记录？有：')
  })
})
