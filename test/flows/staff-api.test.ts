import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { AuditEntry, OutboxItem } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const AD = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'

describe('the staff, over HTTP', () => {
  let g: TestGroup
  let api: StaffApi
  beforeEach(async () => {
    g = await group({ members: ['追风车主-老周', '追风车主-阿伟'] })
    api = await staffApi(g)
  })
  afterEach(async () => {
    await api.close()
    await g.close()
  })

  it('configure the rules, and the group feels it; a sanction is read with its evidence, and taken back', async () => {
    const lin = await api.logIn('小林')
    const jia = await api.logIn('佳佳')
    expect(await lin.orders('群规 广告 关')).toContain('发广告：关闭')
    expect((await lin.reads('/groups')).items).toMatchObject([
      { name: '追风车友群', channel: 'sandbox', rules: expect.arrayContaining([{ rule: 'ad', mode: 'off' }]) },
    ])
    const allowed = await g.says('阿伟', AD)
    expect(g.world.findPost(allowed.id)?.recalled).toBeFalsy()
    expect(await jia.orders('群规 广告 开')).toContain('这一步要管理员、经理或群管理员来操作')
    expect(await lin.orders('群规 广告 开')).toContain('发广告：执行')
    const ad = await g.says('阿伟', AD)
    expect(g.world.findPost(ad.id)?.recalled).toBeTruthy()

    const { items, next } = await jia.reads('/violations?state=standing')
    expect([items, next]).toMatchObject([
      [{ rule: 'ad', member: { name: '追风车主-阿伟' }, quote: expect.any(String) }],
      null,
    ])
    expect((await jia.reads('/sanctions')).items).toMatchObject(
      items[0].sanctions.map(() => ({ undoneAt: null, evidence: { code: items[0].code, rule: 'ad' } })),
    )
    expect(items[0].sanctions.length).toBeGreaterThan(0)
    expect(await lin.orders(`误判 ${items[0].code}`)).not.toBe('')
    expect((await jia.reads('/violations?state=undone')).items).toHaveLength(1)
    g.groupGot('阿伟')
    const undone = await g.read((db) => db.findOneByOrFail(AuditEntry, { what: 'rules.undone' }))
    expect(undone.actor).not.toBe('bot')
  })

  it('send a notice by the button under its preview; what is no command is answered with nothing', async () => {
    const lin = await api.logIn('小林')
    const { body } = await lin.ask('POST', '/staff/commands', { text: '通知 周六店庆，来喝茶' })
    const [{ buttons }] = body.replies
    expect(g.groupSaid()).toEqual([])
    const pressed = await lin.ask('POST', '/staff/presses', { data: buttons[0].data })
    expect([pressed.status, pressed.body.replies.length]).toEqual([200, 1])
    g.groupGot('周六店庆，来喝茶')
    expect(await lin.orders('今天风真大')).toBe('')
  })

  it('read names and words, but no phone; and nothing is said to them unasked', async () => {
    const [lin, jia] = [await api.logIn('小林'), await api.logIn('佳佳')]
    await g.says('老周', '想把手里这台置换成大点的SUV，打我电话13812348000')
    await g.says('阿伟', '你们店周日几点开门？')
    expect(await lin.orders('投票 周末去哪？水库/古镇')).toContain('A. 水库')
    expect(await lin.orders('确认发送')).not.toBe('')
    await g.says('老周', 'A')
    const { items } = await jia.reads('/leads?state=new')
    expect(items).toMatchObject([{ kind: 'trade_in', member: { name: '追风车主-老周' }, claimedBy: null }])
    expect(items[0].evidence[0].quote).toContain('138****8000')
    expect(await jia.orders(`接 ${items[0].code}`)).not.toBe('')
    expect((await jia.reads('/leads')).items).toMatchObject([{ state: 'claimed', claimedBy: '佳佳' }])
    expect((await lin.reads('/polls')).items).toMatchObject([{ answers: [{ votes: 1 }, { votes: 0 }] }])
    expect((await lin.reads('/inquiries?limit=1')).items).toHaveLength(1)
    const [{ id }] = (await lin.reads('/groups')).items
    const paths = [
      'violations',
      'sanctions',
      'inquiries',
      'knowledge',
      'promises',
      'join-requests',
      'incidents',
      'polls',
    ]
    const read = [...paths, 'leads', `groups/${id}/health`, `groups/${id}/digest`].map((path) => lin.reads(`/${path}`))
    const said = JSON.stringify(await Promise.all(read))
    expect(said).toContain('追风车主-老周')
    expect(said).not.toContain('13812348000')
    expect(await lin.reads('/groups/none/health')).toMatchObject({ code: 'unknown_group' })

    const inConsole = await g.read((db) => db.findBy(OutboxItem, { account: { channel: 'console' } }))
    expect(inConsole).toHaveLength(3)
    expect(new Set(inConsole.map(({ priority, state }) => `${priority} ${state}`))).toEqual(new Set(['1 sent']))
  })

  it('read long lists page by page', async () => {
    const lin = await api.logIn('小林')
    await lin.orders('记住 问：几点开门 答：八点半')
    await lin.orders('记住 问：店在哪 答：东三环')
    const { items, next } = await lin.reads('/knowledge?limit=1')
    const rest = await lin.reads(`/knowledge?limit=1&before=${next}`)
    expect([items[0].question, rest.items[0].question, rest.next]).toEqual(['店在哪', '几点开门', null])
    expect(await lin.reads('/knowledge?limit=0')).toMatchObject({ code: 'input_invalid' })
  })
})
