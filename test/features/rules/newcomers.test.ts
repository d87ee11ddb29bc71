import { describe, expect, it } from '@jest/globals'
import { nightAround } from '../../../src/features/quiet-night.js'
import { bringsAlong, isOnProbation } from '../../../src/features/rules/newcomers.js'
import { DAY, HOUR } from '../../../src/kit/clock.js'

describe('a newcomer', () => {
  const AT = 100 * DAY
  const member = { joinedAt: AT - 2 * DAY, reportedAt: AT - DAY, card: '追风车主-阿伟', nickname: '阿伟' }
  const GROUP = { settings: { cardPrefix: '追风车主' } }

  it.each([
    ['has reported in with the right card', {}, GROUP, false],
    ['has the wrong card', { card: '阿伟' }, GROUP, true],
    ['has the wrong card where none is asked for', { card: '阿伟' }, { settings: {} }, false],
    ['says the first word', { reportedAt: AT }, GROUP, true],
    ['came long ago', { joinedAt: AT - 8 * DAY, card: '' }, GROUP, false],
    [
      'came within the days that the store gives',
      { joinedAt: AT - 8 * DAY, card: '' },
      { settings: { ...GROUP.settings, newFor: 10 } },
      true,
    ],
    ['was there before us', { joinedAt: null, reportedAt: null, card: '' }, GROUP, false],
  ] as const)('who %s is on probation: %#', (_who, given, group, expected) => {
    expect(isOnProbation({ ...member, ...given }, group, AT)).toBe(expected)
  })

  it.each([
    ['加微信 xiaoli_0001', [], true],
    ['有事打我电话13800138000', [], true],
    ['看 https://evil.test/x', [], true],
    ['[名片]', [{ kind: 'card' as const }], true],
    ['[聊天记录]', [{ kind: 'forward' as const }], true],
    ['大家好，新人报到', [], false],
    ['沪A12345的车主，跑了3万公里', [], false],
    ['[图片]', [{ kind: 'image' as const }], false],
  ])('who says %s brings something along: %#', (text, attachments, expected) => {
    expect(bringsAlong(text, attachments, []) !== null).toBe(expected)
  })
})

describe('the night', () => {
  const NIGHT = { from: 23 * 60, to: 7 * 60 }
  const at = (text: string) => Date.parse(`${text}+08:00`)
  const around = (text: string, night = NIGHT) => nightAround(at(text), night, 'Asia/Shanghai')

  it('goes past midnight, and is one', () => {
    const night = { begins: at('2026-09-01T23:00'), ends: at('2026-09-02T07:00') }
    expect(around('2026-09-01T23:00')).toEqual(night)
    expect(around('2026-09-02T06:59')).toEqual(night)
    expect(around('2026-09-01T22:59')).toBeNull()
    expect(around('2026-09-02T07:00')).toBeNull()
  })

  it('may begin after midnight', () => {
    const late = { from: 60, to: 6 * 60 }
    expect(around('2026-09-02T00:30', late)).toBeNull()
    expect(around('2026-09-02T01:30', late)?.ends).toBe(at('2026-09-02T00:00') + 6 * HOUR)
  })
})
