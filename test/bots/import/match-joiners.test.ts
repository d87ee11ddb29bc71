import { describe, expect, it } from '@jest/globals'
import { matchJoiners } from '../../../bots/import/match-joiners.js'
import { HOUR, MINUTE } from '../../../src/kit/clock.js'

const account = (id: string, firstAt: number, ...names: string[]) => ({ id, firstAt, names })
const join = (name: string, at: number) => ({ id: `join:${name}`, name, at })

describe('whom a join line means', () => {
  it('is whoever goes by that name afterwards, decorated or not', () => {
    const members = [account('1', 5 * MINUTE, '~糯米~', '凌远车主-糯米'), account('2', 6 * MINUTE, '凌远车主+石榴')]
    const found = matchJoiners([join('糯米', 0), join('石榴', 1)], members)
    expect(Object.fromEntries(found)).toEqual({ 'join:糯米': '1', 'join:石榴': '2' })
  })

  it('gives the surest matches first, so that half a name takes nobody away', () => {
    const members = [account('1', 5 * MINUTE, '小米粒'), account('2', 6 * MINUTE, '凌远-米粒儿')]
    const found = matchJoiners([join('米粒', 0), join('小米粒', 1)], members)
    expect(Object.fromEntries(found)).toEqual({ 'join:小米粒': '1', 'join:米粒': '2' })
  })

  it('is the only new voice within the hour when the name was changed at once', () => {
    const members = [account('1', 7 * MINUTE, '凌远车主'), account('2', 3 * HOUR, '凌远车主-阿呆')]
    expect([...matchJoiners([join('冬枣', 0)], members)]).toEqual([['join:冬枣', '1']])
    const two = matchJoiners([join('冬枣', 0), join('Lily', MINUTE)], members)
    expect(two.size).toBe(0)
  })

  it('is whoever came back under the same name, but not by half of it', () => {
    const members = [account('1', 0, '老乔')]
    expect([...matchJoiners([join('老乔', 5 * HOUR)], members)]).toEqual([['join:老乔', '1']])
    expect(matchJoiners([join('乔', 5 * HOUR)], members).size).toBe(0)
  })

  it('leaves out whoever never speaks', () => {
    expect(matchJoiners([join('潜水的', 0)], [account('1', 3 * HOUR, '凌远车主-话多')]).size).toBe(0)
  })
})
