import { describe, expect, it } from '@jest/globals'
import { readGrade } from '../../../src/features/leads/doors/command.js'
import { readLead } from '../../../src/features/leads/doors/read-lead.js'
import { readDuty } from '../../../src/features/leads/duty/command.js'
import { onDuty } from '../../../src/features/leads/settings.js'

describe('a lead that a colleague writes down', () => {
  it.each([
    [
      '登记线索 张先生 13800001111 想看X3 下周来 展厅',
      '张先生',
      '13800001111',
      null,
      'showroom',
      'purchase',
      '想看X3 下周来',
    ],
    ['新线索：李女士，139 0000 2222，网站，想置换', '李女士', '13900002222', null, 'web', 'trade_in', '想置换'],
    [
      '登记线索 王总 沪A12345 老客户介绍 家里想再添一台',
      '王总',
      null,
      '沪A12345',
      'referral',
      'add_on',
      '家里想再添一台',
    ],
    ['登记线索 老陈 来电 问X5现车', '老陈', null, null, 'phone', 'purchase', '问X5现车'],
    [
      'new lead Zhang 13800001111 wants an X3 head office',
      'Zhang',
      '13800001111',
      null,
      'head_office',
      'purchase',
      'wants an X3',
    ],
  ])('%s', (said, name, phone, plate, source, kind, wish) => {
    expect(readLead(said)).toEqual({ name, phone, plate, source, kind, wish })
  })

  it.each(['登记', '登记线索', '登记线索 ', '我想登记线索吗', '登记进度', '线索列表'])('is none: %s', (said) => {
    expect(readLead(said)).toBeNull()
  })
})

it.each([
  ['评级 12 A 周六上午到店', { code: 12, grade: 'A', words: '周六上午到店' }],
  ['评级12D：太贵了', { code: 12, grade: 'D', words: '太贵了' }],
  ['grade 3 c', { code: 3, grade: 'C', words: '' }],
  ['评级 12 E', null],
])('a grade: %s', (said, wanted) => expect(readGrade(said)).toEqual(wanted))

it.each([
  ['排班 周六 佳佳 小赵', { type: 'plan', weekday: 6, names: ['佳佳', '小赵'] }],
  ['排班 星期天 所有人', { type: 'plan', weekday: 7, names: [] }],
  ['请假 小赵 明天', { type: 'leave', name: '小赵', when: '明天' }],
  ['请假 后天', { type: 'leave', name: null, when: '后天' }],
  ['线索设置 认领 15分钟', { type: 'set', field: 'claimMinutes', value: 15 }],
  ['线索设置 颜色 3', null],
  ['排班表', null],
])('duty: %s', (said, wanted) => expect(readDuty(said)).toEqual(wanted))

it('on duty are those of the weekday, or all, without those who are off', () => {
  const sales = ['佳佳', '小赵', '老王']
  const week = { 6: ['佳佳', '小赵'] }
  const leave = [{ name: '小赵', from: '2026-09-05', to: '2026-09-07' }]
  expect(onDuty({ week, leave: [] }, '2026-09-05', sales)).toEqual(['佳佳', '小赵'])
  expect(onDuty({ week, leave }, '2026-09-05', sales)).toEqual(['佳佳'])
  expect(onDuty({ week, leave }, '2026-09-07', sales)).toEqual(['佳佳', '老王'])
  expect(onDuty({ week, leave }, '2026-09-08', sales)).toEqual(sales)
})
