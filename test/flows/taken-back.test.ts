import { afterEach, describe, expect, it } from '@jest/globals'
import { ChannelAccount, Inquiry, LeadEvent } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

let g: TestGroup
afterEach(() => g.close())

/** Platforms tell of it, the sandbox does not. */
async function takesBack(name: string, messageId: string, recalledBy = name): Promise<void> {
  const account = await g.read((db) => db.findOneByOrFail(ChannelAccount, { channel: 'sandbox' }))
  await g.app.intake.receive(account.id, {
    type: 'recall',
    id: `recall:${messageId}`,
    at: g.clock.now(),
    room: { id: 'owners', kind: 'group' },
    sender: { id: name },
    messageId,
    recalledBy,
  })
  await g.settle()
}

describe('what a member takes back', () => {
  it('is no open question any more: nobody is reminded of it', async () => {
    g = await group({ members: ['追风车主-桃子'] })
    const { id } = await g.says('桃子', '请问首保是几个月来着，要提前预约吗')
    await takesBack('桃子', id)
    await g.advance('3h')
    expect(await g.read((db) => db.find(Inquiry))).toMatchObject([{ state: 'withdrawn', answeredAt: null }])
    expect(g.staffSaid().join()).not.toContain('首保')
  })

  it('is told to whoever follows the lead in it, and noted there', async () => {
    g = await group({ members: ['追风车主-大壮'] })
    const { id } = await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await takesBack('大壮', id)
    g.staffGot(/#1 追风车主-大壮 把那句话撤回了/)
    const events = await g.read((db) => db.find(LeadEvent, { order: { id: 'ASC' } }))
    expect(events.map(({ type }) => type)).toEqual(['raised', 'taken_back'])
  })

  it('is something else than what an admin recalls', async () => {
    g = await group({ members: ['追风车主-桃子'] })
    const { id } = await g.says('桃子', '请问首保是几个月来着，要提前预约吗')
    await takesBack('桃子', id, '小林')
    expect(await g.read((db) => db.find(Inquiry))).toMatchObject([{ state: 'open' }])
  })
})
