import { describe, expect, it } from '@jest/globals'
import { changed } from '../../../src/features/care/change.js'
import { changesIn, noteOf } from '../../../src/features/care/changes.js'
import { readCareCommand } from '../../../src/features/care/command.js'
import { groupOccasions } from '../../../src/features/care/group-occasions.js'
import type { CareSettings } from '../../../src/features/care/settings.js'
import { silenceOf } from '../../../src/features/care/silence.js'
import { plusDays } from '../../../src/kit/days.js'
import { createSay } from '../../../src/kit/texts.js'

const TODAY = '2026-03-02'
type Seen = Parameters<typeof noteOf>[1]
const seen = (owner: string | null, level: Seen['class']): Seen => ({ id: 'c', owner, class: level })
/** What is told on each day on which somebody is seen so, one day after the other. */
const told = (...days: Seen[]) => {
  let note: ReturnType<typeof noteOf> | undefined
  return days.map((each, index) => {
    const today = plusDays(TODAY, index)
    note = noteOf(note, each, today)
    return changesIn(note, today).flatMap(({ kind, day }) => (day === today ? kind : []))
  })
}

describe('what changed with a customer', () => {
  it('is told of a new consultant, also when there was none for a while; the first one is no news', () => {
    expect(told(seen(null, null), seen('佳佳', null))).toEqual([[], []])
    expect(told(seen('佳佳', null), seen('小赵', null), seen('小赵', null))).toEqual([[], ['consultant'], []])
    expect(told(seen('佳佳', null), seen(null, null), seen('小赵', null))).toEqual([[], [], ['consultant']])
    expect(told(seen('佳佳', null), seen(null, null), seen('佳佳', null))).toEqual([[], [], []])
  })

  it('is told of a step up, never of one down', () => {
    expect(told(seen(null, null), seen(null, 'A'))).toEqual([[], []])
    expect(told(seen(null, 'C'), seen(null, 'B'), seen(null, 'A'))).toEqual([[], ['level'], ['level']])
    expect(told(seen(null, 'A'), seen(null, 'B'), seen(null, null), seen(null, 'A'))).toEqual([[], [], [], []])
  })

  it('waits two weeks for the budget, and is withdrawn by a step down', () => {
    const raised = noteOf(noteOf(undefined, seen('佳佳', 'C'), TODAY), seen('小赵', 'B'), TODAY)
    expect(changesIn(raised, plusDays(TODAY, 14)).map(({ kind }) => kind)).toEqual(['consultant', 'level'])
    expect(changesIn(raised, plusDays(TODAY, 15))).toEqual([])
    const down = noteOf(raised, seen('小赵', 'C'), plusDays(TODAY, 3))
    expect(changesIn(down, plusDays(TODAY, 3)).map(({ kind }) => kind)).toEqual(['consultant'])
  })

  it.each([
    [null, 0],
    [0, 0],
    [89, 0],
    [90, 1],
    [103, 1],
    // Silent for long before anybody cared.
    [104, 0],
  ])('a silence of %s days is broken once, soon after it has become long: %s', (days, times) => {
    const last = days === null ? null : plusDays(TODAY, -days)
    expect(silenceOf(last, 90, TODAY)).toEqual(times ? [{ kind: 'silent', day: last }] : [])
  })
})

describe('what the groups hear of the store and the season', () => {
  const say = createSay('zh-CN')
  const premises = { day: '2026-04-20', what: '售后搬到A座一楼' }
  const heard = (today: string) => groupOccasions(say, { forecast: [], premises }, today)

  it('is a tip in each quarter, in the first half of the month, with the words of the season', () => {
    const days = Array.from({ length: 365 }, (_, index) => plusDays('2026-01-01', index))
    const tips = days.flatMap((today) => heard(today).filter(({ kind }) => kind === 'tips'))
    expect([...new Set(tips.map(({ about }) => about))]).toEqual(['2026-03', '2026-06', '2026-09', '2026-12'])
    expect(tips).toHaveLength(40)
    expect(heard('2026-12-08').at(-1)).toMatchObject({ turn: 3, ours: expect.stringContaining('冬') })
  })

  it('is a change at the store, from a week before', () => {
    const days = Array.from({ length: 30 }, (_, index) => plusDays('2026-04-01', index))
    const told = days.filter((today) => heard(today).some(({ kind }) => kind === 'premises'))
    expect([told[0], told.at(-1), told.length]).toEqual(['2026-04-13', '2026-04-20', 8])
    expect(heard('2026-04-13')).toMatchObject([{ ours: expect.stringContaining('售后搬到A座一楼') }])
  })

  const settings = { on: [], words: {}, journeys: {}, weatherDays: 7, silentDays: 90, premises } as CareSettings
  it.each([
    ['关怀 门店 5月8日 试驾车停到东门', { premises: { day: '2026-05-08', what: '试驾车停到东门' } }],
    ['care premises 2026-05-08 the workshop moves', { premises: { day: '2026-05-08', what: 'the workshop moves' } }],
    ['关怀 门店 取消', { premises: null }],
    ['关怀 门店 2026-02-08 早搬了', { problem: 'care.bad_change' }],
    [`关怀 门店 5月8日 ${'很'.repeat(201)}`, { problem: 'care.too_long', longest: 200 }],
    ['关怀 久未联系 120天', { silentDays: 120 }],
    ['care silent 10 days', { problem: 'care.bad_days', least: 30 }],
    ['关怀 天气 0天', { problem: 'care.bad_days', least: 1 }],
    ['关怀 门店 开', { on: ['premises'] }],
    ['关怀 门店 文字 5月8日 起搬家', { words: { premises: '5月8日 起搬家' } }],
  ])('is set by %s', (said, result) => {
    const command = readCareCommand(said)
    if (!command) throw new Error(said)
    expect(changed(settings, command, { now: Date.UTC(2026, 3, 1), zone: 'Asia/Shanghai' })).toMatchObject(result)
  })
})
