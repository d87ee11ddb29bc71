import { describe, expect, it } from '@jest/globals'
import { type GroupOccasion, nextForGroup } from '../../../src/features/care/group-occasions.js'
import { weatherCare } from '../../../src/features/care/weather.js'
import { plusDays } from '../../../src/kit/days.js'
import type { DayForecast } from '../../../src/kit/weather/forecast.js'

const TODAY = '2026-03-04'
/** Days from the day before yesterday on: lowest, highest, rain, code. */
const forecast = (...days: [low: number, high: number, rain?: number, code?: number][]): DayForecast[] =>
  days.map(([low, high, rain = 0, code = 2], index) => ({ day: plusDays(TODAY, index - 2), low, high, rain, code }))
const mild: [number, number] = [12, 20]

describe('the weather that is worth a word', () => {
  it.each<[string, DayForecast[], object | undefined]>([
    ['a mild day', forecast(mild, mild, mild, mild), undefined],
    [
      'eight degrees colder in a day, and four degrees left',
      forecast(mild, mild, mild, [4, 9]),
      { kind: 'cold_snap', drop: 8, low: 4 },
    ],
    ['a fall that leaves it mild', forecast([20, 25], [20, 25], [20, 25], [8, 12]), undefined],
    ['seven degrees in a day', forecast([10, 15], [10, 15], [10, 15], [3, 9]), undefined],
    ['ten degrees in two days', forecast(mild, [12, 18], [7, 12], [2, 8]), { kind: 'cold_snap', drop: 10 }],
    ['twelve degrees in three days', forecast([14, 20], [10, 16], [6, 11], [2, 8]), { kind: 'cold_snap', drop: 12 }],
    ['the same with a milder day between', forecast([14, 20], [5, 16], [6, 11], [2, 8]), undefined],
    ['cold that stays', forecast([-8, 0], [-8, 0], [-8, 0], [-9, -1]), undefined],
    ['fog', forecast(mild, mild, mild, [12, 20, 0, 48]), { kind: 'fog', day: '2026-03-05' }],
    ['the first hot day', forecast([24, 33], [24, 33], [25, 34.9], [26, 35]), { kind: 'heat', high: 35 }],
    ['the second hot day', forecast([24, 33], [24, 33], [25, 36], [26, 37]), undefined],
    ['three days of rain', forecast(mild, mild, mild, [9, 12, 8, 61], [9, 12, 3, 61], [9, 12, 20, 63]), { days: 3 }],
    ['rain that goes on', forecast(mild, mild, [9, 12, 8, 61], [9, 12, 8], [9, 12, 3], [9, 12, 20]), undefined],
    ['two days of rain', forecast(mild, mild, mild, [9, 12, 8, 61], [9, 12, 3, 61], mild), undefined],
    ['snow', forecast(mild, mild, mild, [9, 12, 8, 73], [9, 12, 3, 73], [9, 12, 20, 75]), undefined],
    ['cold air with fog', forecast(mild, mild, mild, [2, 9, 0, 45]), { kind: 'cold_snap' }],
    ['a forecast that ends today', forecast(mild, mild, mild), undefined],
    ['none', [], undefined],
  ])('%s', (_, days, care) => {
    const found = weatherCare(days, TODAY)
    if (care) expect(found).toMatchObject(care)
    else expect(found).toBeUndefined()
  })

  const NOW = Date.UTC(2026, 2, 4, 1)
  const occasion = (kind: GroupOccasion['kind']): GroupOccasion => ({
    kind,
    about: TODAY,
    ours: '',
    why: null,
    fill: {},
  })
  const heard = (kind: string, days: number, state: 'sent' | 'held' = 'sent') => ({
    ...{ kind, state, key: `${kind}:${plusDays(TODAY, -days)}:g`, at: NOW - days * 86_400_000 },
  })
  it.each([
    [[], 'fog'],
    [[heard('heat', 3)], undefined],
    [[heard('heat', 3, 'held')], 'fog'],
    [[heard('heat', 8)], 'fog'],
    // The same again within a month.
    [[heard('fog', 20)], undefined],
    [[heard('fog', 29)], 'fog'],
    // One word a morning.
    [[heard('festival', 0)], undefined],
    [[heard('broadcast', 0)], 'fog'],
  ])('is said to a group now and then only: %j', (past, kind) => {
    const moment = { now: NOW, morning: NOW - 3_600_000 }
    const settings = { on: ['fog' as const, 'holiday' as const], weatherDays: 7 }
    const next = nextForGroup([occasion('festival'), occasion('fog')], { id: 'g', past }, settings, moment)
    expect(next?.kind).toBe(kind)
  })
})
