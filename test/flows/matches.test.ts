import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createVault } from '../../src/kit/crypto.js'
import { Customer, CustomerMatch, Member, NEW_CUSTOMER, NEW_VEHICLE, Vehicle } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

const vault = createVault(Buffer.alloc(32, 7))
const FILE = { 王强: '13800001111', 李红: '13800002222', 周建国: '13800003333', 赵敏: '13800004444' }

describe('a number that the store knows', () => {
  let g: TestGroup
  beforeAll(async () => {
    g = await group({
      members: ['追风车主-大壮', '追风车主-桃子', '追风车主-老周', '追风车主-小美'],
      staff: { 小林: 'service', 佳佳: 'sales', 陈总: 'manager' },
    })
    for (const name of ['大壮', '桃子', '老周', '小美']) await g.says(name, '大家早')
    // As a spreadsheet brings them.
    await g.read(async (db) => {
      for (const [n, [name, phone]] of Object.entries(FILE).entries()) {
        const sealed = { realName: vault.seal(name), realNameFingerprint: vault.fingerprint(name) }
        const by = { phone: vault.seal(phone), phoneFingerprint: vault.fingerprint(phone) }
        const row = { ...NEW_CUSTOMER, ...sealed, ...by, displayName: `${name[0]}** ${phone.slice(-4)}`, owner: '佳佳' }
        await db.insert(Customer, { ...row, id: `known-${n}`, createdAt: g.clock.now() })
        await db.insert(Vehicle, {
          ...NEW_VEHICLE,
          id: `car-${n}`,
          customerId: `known-${n}`,
          model: 'X3',
          createdAt: 1,
        })
      }
    })
  })
  afterAll(() => g.close())

  const customerOf = async (externalId: string) => {
    const { customerId } = await g.read((db) => db.findOneByOrFail(Member, { externalId }))
    return g.read((db) => db.findOneByOrFail(Customer, { id: customerId as string }))
  }
  const driverOf = (car: string) => g.read(async (db) => (await db.findOneByOrFail(Vehicle, { id: car })).customerId)

  it('joins a member by their own word, who does not hear that it is known', async () => {
    await g.whispers('大壮', '你好，我是王强 13800001111，帮我查下保养')
    g.privateGot('大壮', '您留的号码 138****1111 是您本人在用的吗？')
    expect(g.privateSaid('大壮').join()).not.toMatch(/王|客户|佳佳/)
    await g.whispers('大壮', '是我本人')
    g.privateGot('大壮', '记下了，谢谢您')
    const zhuang = await customerOf('大壮')
    expect(await driverOf('car-0')).toBe(zhuang.id)
    expect(zhuang.owner).toBe('佳佳')
    g.staffGot(/追风车主-大壮 和客户「王\*\* 1111」是同一位.*撤销合并 1/)
    await g.staffSays('陈总', '撤销合并 1')
    expect(await driverOf('car-0')).toBe('known-0')
    expect((await customerOf('大壮')).owner).toBeNull()
  })

  it('is joined by a registration with the name on file', async () => {
    for (const words of ['登记', '同意', '李红', '13800002222']) await g.whispers('桃子', words)
    expect(await driverOf('car-1')).toBe((await customerOf('桃子')).id)
    expect(g.privateSaid('桃子').join()).not.toContain('李红')
  })

  it('is left to a colleague when there is any doubt', async () => {
    await g.whispers('老周', '我的电话13800003333，方便打给我')
    g.staffGot(/追风车主-老周 留的号码 138\*{4}3333，客户「周\*\* 3333」也是这个号码，是同一位吗/)
    const match = await g.read((db) => db.findOneByOrFail(CustomerMatch, { knownId: 'known-2' }))
    expect(match.state).toBe('told')
    await g.whispers('老周', '是我本人')
    expect(await driverOf('car-2')).toBe('known-2')
    await g.staffSays('佳佳', `同一位 ${match.code}`)
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', `同一位 ${match.code}`)
    expect(await driverOf('car-2')).toBe((await customerOf('老周')).id)
    await g.staffSays('小林', `不是同一位 ${match.code}`)
    g.staffGot('已经处理过了')
    await g.staffSays('小林', '同一位 99')
    g.staffGot('没有这个编号')
  })

  it('is crossed out by whoever does not own it, and asked about no more', async () => {
    await g.whispers('小美', '我是赵敏，13800004444')
    await g.whispers('小美', '不是我')
    g.privateGot('小美', '这个号码我划掉了')
    expect([(await customerOf('小美')).phone, await driverOf('car-3')]).toEqual([null, 'known-3'])
    await g.advance('1h')
    await g.whispers('小美', '我是赵敏 13800004444')
    expect(g.privateSaid('小美').filter((text) => text.includes('是您本人在用的吗'))).toHaveLength(1)
  })
})
