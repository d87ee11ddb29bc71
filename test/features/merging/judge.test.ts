import { describe, expect, it } from '@jest/globals'
import { ownName } from '../../../src/features/customers/step.js'
import { judgeMatch, type MatchFacts } from '../../../src/features/merging/judge.js'
import { readMatchWords } from '../../../src/features/merging/match-command.js'

const SURE: MatchFacts = {
  ...{ how: 'said', name: 'same', hasAccounts: false, atStake: false, several: false, canAsk: true },
}

describe('a number that is known', () => {
  it.each<[string, Partial<MatchFacts>, ReturnType<typeof judgeMatch>]>([
    ['said with the name on file', {}, 'ask'],
    ['given in a registration', { how: 'registered' }, 'link'],
    ['said where nobody can be asked', { canAsk: false }, 'person'],
    ['with another name', { how: 'registered', name: 'other' }, 'person'],
    ['without a name', { name: 'unknown' }, 'person'],
    ['of somebody who writes to us', { how: 'registered', hasAccounts: true }, 'person'],
    ['of somebody who has points', { how: 'registered', atStake: true }, 'person'],
    ['of several', { several: true }, 'person'],
    ['given by somebody who may be anybody', { how: 'doubtful' }, 'person'],
  ])('%s', (_what, facts, way) => {
    expect(judgeMatch({ ...SURE, ...facts })).toBe(way)
  })

  it.each([
    ['我是王强 13800138000', '王强'],
    ['你好，我叫欧阳小红，电话13800138000', '欧阳小红'],
    ['我是王强，13800138000', '王强'],
    ['本人王强 138 0013 8000', '王强'],
    ['我的电话13800138000', null],
    ['我是想问下多少钱 13800138000', null],
  ])('%s: %s', (said, name) => {
    expect(ownName(said)).toBe(name)
  })

  it.each([
    ['同一位 5', { who: 'staff', code: 5, same: true }],
    ['不是同一位 #5', { who: 'staff', code: 5, same: false }],
    ['not the same 5', { who: 'staff', code: 5, same: false }],
    ['是我本人。', { who: 'member', code: null, same: true }],
    ['是我的号码', { who: 'member', code: null, same: true }],
    ['不是我', { who: 'member', code: null, same: false }],
    ['that is me', { who: 'member', code: null, same: true }],
    ['match:not_me:3', { who: 'member', code: 3, same: false }],
    ['是', null],
    ['是我想多了', null],
  ])('%s', (said, words) => {
    expect(readMatchWords(said)).toEqual(words)
  })
})
