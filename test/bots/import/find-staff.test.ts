import { describe, expect, it } from '@jest/globals'
import { findStaff } from '../../../bots/import/find-staff.js'

type Role = 'owner' | 'admin' | 'member'
const people = (list: Record<string, Role>) =>
  Object.entries(list).map(([name, role]) => ({ id: `id:${name}`, names: [name], role }))
const found = (list: Record<string, Role>, named: string[] = []) =>
  [...findStaff(people(list), named)].map((id) => id.slice(3)).sort()

const CUSTOMERS: Record<string, Role> = {
  '凌远车主-大漠': 'member',
  '凌远车主-米粒': 'member',
  '凌远车主-老乔': 'member',
  '凌远车主-风铃': 'member',
}

describe('who works for the dealer', () => {
  it('is who runs the group, and who is named by account or by name', () => {
    expect(found({ ...CUSTOMERS, 海川店客服小苏: 'owner' })).toEqual(['海川店客服小苏'])
    expect(found({ ...CUSTOMERS, 小苏: 'member', 阿东: 'member' }, ['小苏', 'id:阿东'])).toEqual(['小苏', '阿东'])
  })

  it('is a colleague who has the name of the dealer and a job', () => {
    expect(found({ ...CUSTOMERS, 海川汽贸·客服·小苏: 'admin', 海川汽贸·销售·阿东: 'member' })).toEqual([
      '海川汽贸·客服·小苏',
      '海川汽贸·销售·阿东',
    ])
  })

  it('is a colleague without a job in the name where only the dealer is called so', () => {
    const staff: Record<string, Role> = {
      '恒信店-客服安安': 'admin',
      '恒信店-店长老白': 'owner',
      '恒信店-豆子': 'member',
    }
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`车友${n}`, 'member' as const]))
    expect(found({ ...many, ...staff })).toEqual(Object.keys(staff).sort())
  })

  it('is no customer, whatever their trade, and though the cards begin like those of the staff', () => {
    const list: Record<string, Role> = {
      凌远客服小苏: 'admin',
      凌远售后大林: 'admin',
      '凌远车主-保险小王': 'member',
      '凌远车主-顾问老李': 'member',
      卖保险的阿飞: 'member',
      ...CUSTOMERS,
    }
    expect(found(list)).toEqual(['凌远售后大林', '凌远客服小苏'])
  })

  it('shows without any mark when several have a job behind the same name', () => {
    expect(
      found({ ...CUSTOMERS, '安驰-销售顾问小何': 'member', '安驰-客服甜甜': 'member', 保险老陈: 'member' }),
    ).toEqual(['安驰-客服甜甜', '安驰-销售顾问小何'])
  })
})
