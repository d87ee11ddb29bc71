import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { dueDates, nextInspection } from '../../../src/features/car-clock.js'
import { readCustomerCommand } from '../../../src/features/customers/command.js'
import { readDay, readKm } from '../../../src/features/customers/read-values.js'
import { readBirthday } from '../../../src/kit/chinese/birthday.js'
import { NEW_VEHICLE } from '../../../src/store/index.js'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2026-09-19T10:00:00+08:00')

describe('commands about customers', () => {
  it.each([
    ['客户 老周', { type: 'card', name: '老周' }],
    ['客户 @老周 时间线', { type: 'timeline', name: '老周' }],
    ['客户 老周 标签 +钓鱼 -露营', { type: 'tags', name: '老周', add: ['钓鱼'], remove: ['露营'] }],
    ['客户 老周 生日 农历八月十五', { type: 'note', name: '老周', field: 'birthday', value: '农历八月十五' }],
    [
      '车辆 老周 保险到期 2026-12-01',
      { type: 'car', name: '老周', car: 1, field: 'insuranceUntil', value: '2026-12-01' },
    ],
    ['车辆 老周 2 里程 3万', { type: 'car', name: '老周', car: 2, field: 'mileage', value: '3万' }],
    ['车辆 老周 2 已卖', { type: 'car', name: '老周', car: 2, field: 'gone', value: '' }],
    ['erase-now Zhou', { type: 'erase_now', name: 'Zhou' }],
  ])('%s', (text, command) => expect(readCustomerCommand(text)).toEqual(command))

  it.each(['客户 老周 今天到店了', '客户老周', '车辆 老周 在门口', '客户 老周 标签', '车辆 老周 里程', '删除资料'])(
    '%s is talk',
    (text) => expect(readCustomerCommand(text)).toBeNull(),
  )
})

describe('values', () => {
  it.each([
    ['3月12日', '03-12', false],
    ['1985-03-12', '1985-03-12', false],
    ['2月29日', '02-29', false],
    ['农历八月十五', '08-15', true],
    ['阴历正月初一', '01-01', true],
    ['农历腊月廿三', '12-23', true],
    ['lunar 8-15', '08-15', true],
  ])('birthday %s', (text, birthday, birthdayLunar) => expect(readBirthday(text)).toEqual({ birthday, birthdayLunar }))

  it.each(['13月1日', '2月30日', '农历八月三十五', '秋天'])('%s is no birthday', (text) =>
    expect(readBirthday(text)).toBeNull(),
  )

  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2028年2月', '2028-02-29'],
    ['12月1日', '2026-12-01'],
    ['2026-13-01', null],
    ['不知道', null],
  ])('day %s', (text, day) => expect(readDay(text, NOW, ZONE)).toBe(day))

  it.each([
    ['3.2万', 32_000],
    ['三万公里', 30_000],
    ['32000km', 32_000],
    ['0', null],
    ['很多', null],
  ])('mileage %s', (text, km) => expect(readKm(text)).toBe(km))
})

describe('the car clock', () => {
  it.each([
    ['2025-05-10', '2027-05-10', 'inspection_mark'],
    ['2023-05-10', '2027-05-10', 'inspection_mark'],
    ['2021-05-10', '2027-05-10', 'inspection'],
    ['2020-05-10', '2028-05-10', 'inspection_mark'],
    ['2018-05-10', '2028-05-10', 'inspection'],
    ['2016-05-10', '2027-05-10', 'inspection'],
    ['2010-12-10', '2026-12-10', 'inspection'],
  ])('a family car of %s is due on %s', (registered, day, kind) =>
    expect(nextInspection(registered, '2026-09-19')).toEqual({ day, kind }),
  )

  it('inspects a commercial car yearly, and every six months after five years', () => {
    expect(nextInspection('2024-11-01', '2026-09-19', 'commercial').day).toBe('2026-11-01')
    expect(nextInspection('2020-05-10', '2026-09-19', 'commercial').day).toBe('2026-11-10')
  })

  it('never names a day that is over, nor one more than two years away', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2026-09-18'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const { day } = nextInspection(date.toISOString().slice(0, 10), '2026-09-19')
        expect(day >= '2026-09-19' && day <= '2028-09-20').toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('reckons the next service and the end of a warranty by the pace of driving', () => {
    const car = { ...NEW_VEHICLE, usage: 'private' as const, purchaseDate: '2025-09-19', warrantyKm: 60_000 }
    const fact = { kind: 'mileage' as const, value: '36500', at: NOW, state: 'said' as const }
    expect(dueDates(car, [fact], '2026-09-19', ZONE)).toEqual([
      { kind: 'service', day: '2026-10-24', basis: 'mileage' },
      { kind: 'warranty', day: '2027-05-12', basis: 'mileage' },
      { kind: 'inspection_mark', day: '2027-09-19', basis: 'registration' },
    ])
    expect(dueDates(car, [{ ...fact, state: 'wrong' }], '2026-09-19', ZONE).map(({ kind }) => kind)).toEqual([
      'inspection_mark',
    ])
  })

  it('reckons nothing by a pace at which a car would not live to see it: a mileage with digits missing', () => {
    const car = { ...NEW_VEHICLE, usage: 'private' as const, purchaseDate: '2015-09-19', warrantyKm: 150_000 }
    const fact = { kind: 'mileage' as const, value: '5', at: NOW, state: 'said' as const }
    expect(dueDates(car, [fact], '2026-09-19', ZONE).map(({ kind }) => kind)).toEqual(['inspection'])
  })
})
