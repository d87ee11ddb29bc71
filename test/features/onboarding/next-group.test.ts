import { describe, expect, it } from '@jest/globals'
import { isSameKind, nextGroup, type Place } from '../../../src/features/onboarding/next-group.js'

const place = (name: string, more: Partial<Place> = {}): Place => ({
  ...{ id: name, name, accountId: 'qq', tags: [], members: 10, limit: 500 },
  ...more,
})

describe('groups of the same kind', () => {
  it.each([
    ['追风一群', '追风二群', true],
    ['追风群', '追风2群', true],
    ['追风SUV车友群', '追风SUV车友群(2)', true],
    ['追风车友第1群', '追风车友第12群', true],
    ['追风X3车友群', '追风X5车友群', false],
    ['追风一群', '星途二群', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSameKind(place(one), place(other))).toBe(same)
  })

  it('are told by their tags where they have some, and are of one account', () => {
    const east = place('城东车友', { tags: ['自驾', '城东'] })
    expect(isSameKind(east, place('老司机', { tags: ['城东', '自驾'] }))).toBe(true)
    expect(isSameKind(east, place('城东车友2', { tags: ['城西'] }))).toBe(false)
    expect(isSameKind(place('追风一群'), place('追风二群', { accountId: 'wechat' }))).toBe(false)
  })
})

describe('the next group', () => {
  const full = place('追风一群', { members: 500 })

  it('is the fullest of the same kind that has room enough', () => {
    const others = [
      place('追风二群', { members: 480 }),
      place('追风三群', { members: 300 }),
      place('追风四群', { members: 5 }),
      place('别的群', { members: 400 }),
    ]
    expect(nextGroup(full, [full, ...others])?.name).toBe('追风三群')
  })

  it('is one that is nearly full rather than none', () => {
    expect(nextGroup(full, [full, place('追风二群', { members: 499 })])?.name).toBe('追风二群')
    expect(nextGroup(full, [full, place('追风二群', { members: 500 })])).toBeNull()
  })

  it('is the one that a colleague chose, and what comes after that one when it is full, too', () => {
    const chosen = place('贵宾群', { members: 500, next: '贵宾二群' })
    const after = place('贵宾二群', { members: 499 })
    const from = { ...full, next: '贵宾群' }
    expect(nextGroup(from, [from, after, { ...chosen, members: 3 }])?.name).toBe('贵宾群')
    expect(nextGroup(from, [from, chosen, after])?.name).toBe('贵宾二群')
    // Two full groups that name each other lead nowhere.
    expect(nextGroup(from, [from, { ...chosen, next: '追风一群' }])).toBeNull()
  })
})
