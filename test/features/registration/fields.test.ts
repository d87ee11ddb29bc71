import { describe, expect, it } from '@jest/globals'
import { readField } from '../../../src/features/registration/fields.js'
import { readRegistrationWords } from '../../../src/features/registration/words.js'
import type { Field } from '../../../src/store/index.js'

const around = { now: Date.UTC(2026, 8, 1, 2), zone: 'Asia/Shanghai' }

describe('an answer', () => {
  it.each<[Field, string, string | null]>([
    ['name', '周建国', '周建国'],
    ['name', '我叫 周建国。', '周建国'],
    ['name', '阿依古丽·买买提', '阿依古丽·买买提'],
    ['name', 'Tom Lee', 'Tom Lee'],
    ['name', '好的', null],
    ['name', '周', null],
    ['name', '13800138000', null],
    ['phone', '电话138-0013-8000', '13800138000'],
    ['phone', '+86 13800138000', '13800138000'],
    ['phone', '1380013800', null],
    ['phone', '138001380001', null],
    ['model', '我的车是追风X3', '追风X3'],
    ['model', 'X3', 'X3'],
    ['model', '……', null],
    ['model', 'x'.repeat(41), null],
    ['plate', '沪A·12345', '沪A12345'],
    ['plate', '沪ad 12345', '沪AD12345'],
    ['plate', '粤B D1234学', '粤BD1234学'],
    ['plate', '车牌是京N12345', '京N12345'],
    ['plate', '沪A1234', null],
    ['plate', '沪I12345', null],
    ['plate', '12345', null],
    ['bought', '2024年3月12日', '2024-03-12'],
    ['bought', '2024-03-12', '2024-03-12'],
    ['bought', '2024.3', '2024-03-01'],
    ['bought', '20240312', '2024-03-12'],
    ['bought', '24年三月', '2024-03-01'],
    ['bought', '去年5月', '2025-05-01'],
    ['bought', '前年十二月8号', '2024-12-08'],
    ['bought', '3月12号', '2026-03-12'],
    ['bought', '10月', '2025-10-01'],
    ['bought', '上个月', '2026-08-01'],
    ['bought', '昨天刚提', '2026-08-31'],
    ['bought', '今天', '2026-09-01'],
    ['bought', '明天', null],
    ['bought', '2027年1月', null],
    ['bought', '2024年13月', null],
    ['bought', '忘了', null],
    ['need', '想了解首保', '想了解首保'],
    ['need', '长'.repeat(301), null],
  ])('of %s: %s', (field, text, wanted) => expect(readField(field, text, around)).toBe(wanted))
})

describe('what is said about the registration', () => {
  it.each([
    ['登记', { type: 'start' }],
    ['我要登记一下', { type: 'start' }],
    ['我同意', { type: 'agree' }],
    ['好的～', { type: 'agree' }],
    ['不用了', { type: 'no' }],
    ['还没上牌', { type: 'skip' }],
    ['不记得了', { type: 'skip' }],
    ['取消', { type: 'cancel' }],
    ['删除登记', { type: 'erase' }],
    ['改', { type: 'change', field: null, value: '' }],
    ['改 手机号', { type: 'change', field: 'phone', value: '' }],
    ['改一下车牌：沪A12345', { type: 'change', field: 'plate', value: '沪A12345' }],
    ['改车型 X5', { type: 'change', field: 'model', value: 'X5' }],
    ['改装的车能上牌吗', null],
    ['登记簿在哪里看', null],
    ['registration:agree', { type: 'agree' }],
    ['registration:erase', null],
  ])('%s', (text, wanted) => expect(readRegistrationWords(text)).toEqual(wanted))
})
