import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import { readPromise } from '../../../src/features/promises/read-promise.js'
import { DEALER } from '../../kit/dealer.js'

const AT = DateTime.fromISO('2026-11-25T10:00', { zone: DEALER.zone }).toMillis()

describe('a promise of the staff', () => {
  it.each([
    ['我明天给您报价', '11-26 18:00'],
    ['周六前回复您', '11-28 18:00'],
    ['@老周 稍后给您回电话', '11-25 12:00'],
    ['我问下师傅，下午告诉您', '11-25 18:00'],
    ['我让销售小王明天上午联系您', '11-26 12:00'],
    ['半小时内给您答复', '11-25 10:30'],
    ['收到。我查一下库存，晚上发您', '11-25 21:00'],
    ['三天内给您处理好', '11-28 18:00'],
  ])('%s: by %s', (text, due) => {
    const promise = readPromise(text, AT, DEALER)
    expect(promise && DateTime.fromMillis(promise.dueAt, { zone: DEALER.zone }).toFormat('MM-dd HH:mm')).toBe(due)
  })

  it.each([
    '已经给您发过去了',
    '您明天过来吗',
    '明天活动八点集合',
    '您可以联系我',
    '要不要我明天联系您？',
    '周末人多，您提前预约',
    '欢迎大家周六来店里',
    '我明天休息，您找小林',
    '优惠到月底，给您最低价',
    '谢谢您',
  ])('%s is none', (text) => {
    expect(readPromise(text, AT, DEALER)).toBeNull()
  })
})
