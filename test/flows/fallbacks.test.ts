import { afterEach, describe, expect, it } from '@jest/globals'
import { BOT } from '../../bots/demo.js'
import { ChannelAccount, OutboxItem, Sanction } from '../../src/store/index.js'
import { type GroupOptions, group, type TestGroup } from '../kit/group.js'

const ADVERTS = [
  '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低',
  '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做',
  '信用卡代还套现，低手续费，加微信 daihuan66',
]
const ACTIVITY = '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额20台车，9月17日18:00截止'

let g: TestGroup
afterEach(() => g.close())

async function advertises(times: number): Promise<void> {
  for (const advert of ADVERTS.slice(0, times)) {
    await g.says('阿伟', advert)
    await g.advance('2h')
  }
}
async function announces(): Promise<void> {
  await g.staffSays('小林', ACTIVITY)
  await g.staffSays('小林', '发布')
}

async function isBroughtIn(room: string): Promise<void> {
  g.world.addPerson({ id: '群主', nickname: '群主' })
  g.world.addRoom({ id: room, name: room })
  g.world.addMember(room, '群主', { role: 'owner' })
  g.world.join(room, BOT, { invitedBy: '群主' })
  await g.advance('1m')
}

interface Fallback {
  on: Pick<GroupOptions, 'lacks' | 'refuses'>
  happens(): Promise<unknown>
  /** What the group sees, what the staff hear, and the sanctions that are written down. */
  group?: RegExp
  staff?: RegExp
  sanctions?: string[]
}

const FALLBACKS: Record<string, Fallback> = {
  'nobody takes back the words of another: the writer is asked to, and the staff know': {
    on: { lacks: ['recall'] },
    happens: () => advertises(1),
    group: /推销类的就不发啦.*刚才那条麻烦您自己撤回一下/,
    staff: /处理：这里撤不了别人的消息，请了本人自己撤回、提醒一次/,
    sanctions: ['warn'],
  },
  'a recall is refused: an admin is asked to do it': {
    on: { refuses: { recall: 'not_admin' } },
    happens: () => advertises(1),
    staff: /没能撤回「追风车友群」里的一条消息（我没有这个权限），麻烦管理员长按那条消息撤回/,
    sanctions: ['recall', 'warn'],
  },
  'nobody can be muted: a second warning, and a colleague has a word': {
    on: { lacks: ['mute'] },
    happens: () => advertises(2),
    group: /推销类的就不发啦/,
    staff: /提醒一次、这里禁不了言，麻烦您私下跟本人说一声/,
    sanctions: ['recall', 'warn', 'recall', 'warn', 'ask_staff'],
  },
  'a mute is refused: an admin is asked to do it': {
    on: { refuses: { mute: 'not_admin' } },
    happens: () => advertises(2),
    staff: /没能在「追风车友群」禁言 追风车主-阿伟（我没有这个权限），麻烦管理员在群成员里手动禁言/,
  },
  'nobody can be removed: a warning, and the owner of the group is asked': {
    on: { lacks: ['kick'] },
    happens: () => advertises(3),
    staff: /我没有移出成员的权限，麻烦群主在群成员里移出/,
    sanctions: ['recall', 'warn', 'recall', 'mute', 'recall', 'warn', 'ask_staff'],
  },
  'a removal is refused: the owner of the group is asked': {
    on: { refuses: { kick: 'not_admin' } },
    happens: () => advertises(3),
    staff: /没能把 追风车主-阿伟 移出「追风车友群」（我没有这个权限），麻烦群主/,
  },
  'neither recall nor mute nor removal: words in the group, and a person for the rest': {
    on: { lacks: ['recall', 'mute', 'kick'] },
    happens: () => advertises(3),
    staff: /麻烦群主在群成员里移出/,
    sanctions: ['warn', 'warn', 'ask_staff', 'warn', 'ask_staff'],
  },
  'there are no notices: the words are a message': {
    on: { lacks: ['announce'] },
    happens: announces,
    group: /云溪谷自驾一日游，早上8点展厅集合[\s\S]*想来的直接说「报名 2大1小」/,
  },
  'a notice is refused: the words are a message': {
    on: { refuses: { announce: 'not_admin' } },
    happens: announces,
    group: /云溪谷自驾一日游，早上8点展厅集合/,
  },
  'nobody can be called by a mention: the name is in the words': {
    on: { lacks: ['mention'] },
    happens: async () => {
      await g.joins('冬瓜')
      await advertises(1)
    },
    group: /@追风车主-阿伟 群里是车友聊车的地方/,
  },
  'no group can be left: the bot stays silent in it, and a colleague leaves by hand': {
    on: { lacks: ['leave'] },
    happens: async () => {
      await isBroughtIn('登山群')
      await g.presses('小林', '拒绝', 'staff')
    },
    staff: /我在「登山群」一直不说话；这个平台上我自己退不了群，麻烦在机器人的手机上退一下/,
  },
  'no invitation can be answered: it is told when it is there, and a colleague says whether it stays': {
    on: { lacks: ['acceptInvitation'] },
    happens: () => isBroughtIn('登山群'),
    staff: /#\d+ 群主 把管家拉进了「登山群」，您点头之前我在那里不说话/,
  },
  'the bot is silenced: the staff say it': {
    on: { refuses: { say: 'muted' } },
    happens: () => g.says('老周', '三万公里保养店里给我报了1180，这价正常吗'),
    staff: /没能发到「追风车友群」（我被禁言了），麻烦您代发一下：/,
  },
}

describe('what a platform cannot do', () => {
  it.each(Object.entries(FALLBACKS))('%s', async (_, { on, happens, ...expected }) => {
    g = await group({ members: ['追风车主-老周', '追风车主-阿伟'], ...on })
    await happens()
    await g.settle()
    if (expected.group) g.groupGot(expected.group)
    if (expected.staff) g.staffGot(expected.staff)
    if (!expected.sanctions) return
    const sanctions = await g.read((db) => db.find(Sanction, { order: { id: 'ASC' } }))
    expect(sanctions.map(({ type }) => type)).toEqual(expected.sanctions)
  })

  it('there are no buttons: whatever has some says the words that do the same', async () => {
    g = await group({ members: ['追风车主-老周', '追风车主-阿伟'], lacks: ['buttons'] })
    await g.says('老周', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await g.staffSays('佳佳', '接 1')
    await advertises(1)
    await announces()
    await g.staffSays('小林', '通知 明天店庆')
    await g.staffSays('小林', '确认发送')
    const items = await g.read((db) => db.find(OutboxItem))
    const withButtons = items.flatMap(({ action }) =>
      'buttons' in action && action.buttons?.length ? action.text : [],
    )
    expect(withButtons.length).toBeGreaterThanOrEqual(5)
    for (const text of withButtons) expect(text).toMatch(/[回说](?:一句)?「[^」]+」/)
    expect(g.world.history('staff', { limit: 100 }).some(({ buttons }) => buttons?.length)).toBe(false)
  })

  it('asks nobody to take back what its writer took back meanwhile', async () => {
    g = await group({ members: ['追风车主-阿伟'], refuses: { recall: 'unknown_message' } })
    const said = g.world.post('owners', '阿伟', ADVERTS[0] as string)
    const room = { id: 'owners', kind: 'group' as const }
    const account = await g.read((db) => db.findOneByOrFail(ChannelAccount, { channel: 'sandbox' }))
    await g.app.intake.receive(account.id, {
      type: 'recall',
      id: `recall:${said.id}`,
      at: g.clock.now(),
      room,
      sender: { id: '阿伟' },
      messageId: said.id,
      recalledBy: '阿伟',
    })
    await g.settle()
    expect(g.staffSaid().join()).toContain('已处理 #1')
    expect(g.staffSaid().join()).not.toContain('没能撤回')
  })
})
