import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createConsoleChannel } from '../../bots/console/channel.js'
import { createOrder } from '../../bots/order.js'
import { registerAccount } from '../../src/app.js'
import { ACCESS } from '../../src/console/routes/staff/index.js'
import { role } from '../../src/console/routes/staff/views.js'
import { may, PERMISSIONS, type Permission } from '../../src/features/permissions.js'
import { AuditEntry, Group, Lead, StaffAccount, StaffPromise, type StaffRole } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const ROLES: readonly StaffRole[] = role.options
const nameOf = (role: StaffRole) => `同事${role}`

/** Permission → the commands that docs/commands.md names beside it; what all staff may do stands under an empty one. */
const commands = [...readFileSync('docs/commands.md', 'utf8').matchAll(/^\| (`.*) \|$/gm)]
  .map(([, row = '']) => row.split(/ *\| */))
  .filter((row) => row.length === 4)
  .flatMap(([write = '', , permission = '']) =>
    [...write.matchAll(/`([^`]+)`/g)].map(([, said = '']) => ({
      said,
      permission: permission.replaceAll('`', ''),
      // Where a role may, one command of a row stands for the others.
      isFirst: write.startsWith(`\`${said}`),
    })),
  )
/** What belongs to customers: none of it is in an answer that does not say so. */
const PHONE = '13712345678'
const FRIEND = '13900002222'
const NAME = '周世杰'
const PLATE = '沪A88888'
const SECRETS = [PHONE, FRIEND, FRIEND.replace('2', '3'), NAME, PLATE]
const leaks = (text: string) => SECRETS.filter((secret) => text.includes(secret))
/** To log in is not for the console; to look at these two is for all staff, and only to change them asks for the permission. */
const ELSEWHERE = ['登录', '排班', '线索设置']
/** The English words of a command go the same way. */
const cases = commands.filter(({ said }) => /\p{Script=Han}/u.test(said) && !ELSEWHERE.includes(said))

describe('every role', () => {
  let g: TestGroup
  let api: StaffApi
  let order: (role: StaffRole, text: string) => Promise<{ refused: boolean; answers: { text: string }[] }>

  beforeAll(async () => {
    g = await group({
      members: ['追风车主-老周'],
      staff: { ...Object.fromEntries(ROLES.map((role) => [nameOf(role), role])), 佳佳: 'sales', 小赵: 'sales' },
    })
    api = await staffApi(g)
    const { store, ids } = g.app.pipeline
    const give = createOrder(g.app, (await registerAccount(store, ids, createConsoleChannel())).id)
    const people = await g.read((db) => db.find(StaffAccount))
    order = (role, text) =>
      give(people.find(({ name }) => name === nameOf(role)) as StaffAccount, { type: 'message', text })
    // Something of somebody else, so that what one may do with one's own is not what is tried.
    await g.says('老周', `我那台开五年了，想换个大点的，现在拿到店里能抵多少？电话${PHONE}`)
    await g.whispers('老周', `保养多少钱？打我电话${PHONE}`)
    await g.staffSays('同事admin', `补登记 老周 同意 姓名 ${NAME} 车牌 ${PLATE} 车型 X3`)
    g.staffGot(/周\*\*/)
    await g.staffSays('小赵', `登记线索 李先生 ${FRIEND} 想看X3`)
    await g.staffSays('佳佳', `转介绍 老周 → 王先生 ${FRIEND.replace('2', '3')}`)
    await g.staffSays('佳佳', '接 1')
    await g.says('佳佳', '@追风车主-老周 我明天给您报价')
    await g.read(async (db) => {
      await db.update(Lead, { code: 1 }, { code: 12 })
      const groups = await db.findBy(Group, { kind: 'owners' })
      await db.update(StaffAccount, { role: 'group_admin' }, { groups: groups.map(({ id }) => id) })
      await db.update(StaffPromise, { code: 1 }, { code: 5 })
    })
  })
  afterAll(async () => {
    await api.close()
    await g.close()
  })

  it('is refused by each command that it may not give, and by no other', async () => {
    expect(new Set(commands.flatMap(({ permission }) => permission || [])).size).toBeGreaterThan(20)
    const wrong: string[] = []
    const tryAll = async (allowed: boolean) => {
      for (const { said, permission, isFirst } of cases)
        for (const role of ROLES) {
          const mayGive = !permission || may({ role }, permission as Permission)
          if (mayGive !== allowed || (allowed && !isFirst)) continue
          const { refused, answers } = await order(role, said)
          const told = answers.map(({ text }) => text).join('\n')
          const opens = said === '客户 老周 电话' && !refused
          if (!opens && leaks(told).length) wrong.push(`${said} tells ${role} ${leaks(told)}`)
          if (opens && !told.includes(PHONE)) wrong.push(`${said} tells ${role} nothing`)
          if (refused === mayGive) wrong.push(`${said} by ${role}: ${refused ? 'refused' : 'done'}`)
        }
    }
    // What is refused changes nothing for those who come after.
    await tryAll(false)
    await tryAll(true)
    expect(wrong).toEqual([])
    expect(g.staffSaid().filter((text) => leaks(text).length)).toEqual([])
    expect(await g.read((db) => db.countBy(AuditEntry, { what: 'staff.refused' }))).toBeGreaterThan(50)
  }, 60_000)

  it('is let in by each route of the staff API that it may use, and by no other', async () => {
    const wrong: string[] = []
    for (const role of ROLES) {
      const colleague = await api.logIn(nameOf(role))
      for (const [route, needed] of Object.entries(ACCESS)) {
        const [method = 'GET', path = ''] = route.split(' ')
        const url = `/staff${path.replace(/:\w+/g, 'none')}`
        const { status, body } = await colleague.ask(method as 'GET' | 'POST', url, method === 'GET' ? undefined : {})
        if (leaks(JSON.stringify(body)).length) wrong.push(`${route} tells ${role} ${leaks(JSON.stringify(body))}`)
        const open = needed === 'staff' || may({ role }, needed)
        if ((status !== 403) !== open) wrong.push(`${route} for ${role}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
    expect(Object.values(ACCESS).every((needed) => needed === 'staff' || needed in PERMISSIONS)).toBe(true)
  }, 60_000)
})
