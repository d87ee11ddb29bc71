import { describe, expect, it } from '@jest/globals'
import { ordersWithin } from '../../../src/features/activities/plan/orders.js'
import { DAY } from '../../../src/kit/clock.js'

const visit = (activityId: string, customerId: string, day: number) => ({ activityId, customerId, day: day * DAY })
const order = (customerId: string, day: number) => ({ customerId, at: day * DAY })
const within = (...given: Parameters<typeof ordersWithin>) => Object.fromEntries(ordersWithin(...given))

describe('the orders after an activity', () => {
  it('are those of who came, from its day on, within so many days', () => {
    const visits = [visit('drive', 'zhou', 10), visit('drive', 'li', 10), visit('class', 'wang', 12)]
    const orders = [order('zhou', 10), order('li', 39), order('wang', 11), order('stranger', 15)]
    expect(within(visits, orders, 30)).toEqual({ drive: 2, class: 0 })
    expect(within(visits, [order('li', 40)], 30)).toEqual({ drive: 0, class: 0 })
    expect(within(visits, [order('li', 40)], 60)).toEqual({ drive: 1, class: 0 })
  })

  it('are shared in equal parts when the buyer came to several, so that the sum is the number of cars', () => {
    const visits = [visit('a', 'zhou', 1), visit('b', 'zhou', 20), visit('c', 'zhou', 50), visit('b', 'li', 20)]
    const orders = [order('zhou', 60), order('zhou', 25), order('li', 21)]
    const found = within(visits, orders, 90)
    expect(found).toEqual({ a: 1 / 3 + 1 / 2, b: 1 / 3 + 1 / 2 + 1, c: 1 / 3 })
    expect(Object.values(found).reduce((sum, each) => sum + each)).toBeCloseTo(3)
  })

  it('count a family once that came twice through the door', () => {
    expect(within([visit('a', 'zhou', 1), visit('a', 'zhou', 1)], [order('zhou', 2)], 30)).toEqual({ a: 1 })
  })
})
