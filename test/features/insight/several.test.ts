import { expect, it } from '@jest/globals'
import { inSeveral } from '../../../src/features/insight/groups/several.js'

const GROUPS = [
  { id: 'a', name: '一群', accountId: 'qq' },
  { id: 'b', name: '二群', accountId: 'qq' },
  { id: 'c', name: '微信群', accountId: 'wechat' },
]
const seen = (groupId: string, externalId: string, card: string, customerId: string | null = null) => ({
  ...{ groupId, externalId, card, customerId, nickname: '' },
})

it('finds who is in several groups by account and by customer, those in most groups first, and nobody by name', () => {
  const members = [
    seen('a', '1', '老周'),
    seen('b', '1', '老周'),
    seen('a', '2', '桃子', 'customer'),
    seen('b', '2', '桃子', 'customer'),
    seen('c', 'wx', '桃子在微信', 'customer'),
    // The same number on another platform, and the same name, are somebody else.
    seen('c', '1', '阿伟'),
    seen('a', '3', '小满'),
    seen('b', '4', '小满'),
    seen('gone', '3', '小满'),
  ]
  expect(inSeveral(members, GROUPS)).toEqual([
    { name: '桃子', groups: ['一群', '二群', '微信群'] },
    { name: '老周', groups: ['一群', '二群'] },
  ])
})
