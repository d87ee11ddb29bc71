import { describe, expect, it } from '@jest/globals'
import { matchName, nickname } from '../../../src/features/activities/match-name.js'

const MEMBERS = [
  ['1', '星海车主-老周'],
  ['2', '星海车主-东北老铁'],
  ['3', '星海车主+橘子汽水'],
  ['4', '星海车主-小满(高新区)'],
  ['5', '星海车主小满哥哥'],
  ['6', 'Mr.高'],
  ['7', '~沐雨~'],
  ['8', '星海车主-王姐'],
  ['9', '星海车主-王师傅'],
  ['10', '沪A·Sunny'],
  ['11', '星海车主-建国'],
  ['12', '豫C-石头'],
].map(([id, name]) => ({ id: id!, name: name! }))

describe('matching a short name', () => {
  it.each([
    ['老周', '1'],
    ['老铁', '2'],
    ['橘子', '3'],
    ['小满', '4'],
    ['高哥', '6'],
    ['沐雨', '7'],
    ['王姐', '8'],
    ['王师傅', '9'],
    ['sunny', '10'],
    ['Sunny', '10'],
    ['建总', '11'],
    ['周叔', '1'],
    ['星海车主-老周', '1'],
    ['石头一家', '12'],
    ['豫C石头', '12'],
  ])('%s is member %s', (name, id) => {
    expect(matchName(name, MEMBERS)?.id).toBe(id)
  })

  it.each(['王哥', '老李', '', '车主', '小'])('%s fits nobody, or several', (name) => {
    expect(matchName(name, MEMBERS)).toBeUndefined()
  })

  it('takes the part of a card that people call a member by', () => {
    expect(nickname('蓝鲸车主-阿飞(高新区)')).toBe('阿飞')
    expect(nickname('川A-云朵-XC60'.replace('-XC60', ''))).toBe('云朵')
    expect(nickname('车主静水')).toBe('静水')
  })
})
