import { describe, expect, it } from '@jest/globals'
import { readPoints } from '../../../src/features/points/command.js'
import { findFriend, readMemberWords } from '../../../src/features/points/member-words.js'
import { readReferral } from '../../../src/features/points/referrals/command.js'
import { refuseClaim } from '../../../src/features/points/referrals/judge.js'

describe('what is said of points', () => {
  it.each([
    ['积分规则 生日 0', { type: 'amount', reason: 'birthday', amount: 0 }],
    ['积分规则 保养300分', { type: 'amount', reason: 'service', amount: 300 }],
    ['积分规则 有效期 2年', { type: 'months', number: 24 }],
    ['积分规则 有效期 不过期', { type: 'months', number: 0 }],
    ['积分规则 礼券 不送', { type: 'gift', name: null }],
    ['积分规则 天气 5', { type: 'usage' }],
    ['奖品 加 全车 打蜡 2000积分，5次', { type: 'add_reward', name: '全车 打蜡', cost: 2000, stock: 5 }],
    ['奖品 加 打蜡', { type: 'usage' }],
    ['加分 老周 200', { type: 'usage' }],
    ['加分 老周 -50 多给了', { type: 'by_hand', name: '老周', amount: -50, note: '多给了' }],
    ['加分 老周 转介绍', { type: 'usage' }],
    ['积分怎么换', null],
    ['奖品什么时候到', null],
  ])('by the staff: %s', (text, wanted) => expect(readPoints(text)).toEqual(wanted))

  it.each([
    [
      '转介绍 老周 -> 李先生 139 0000 2222 看X3',
      { type: 'introduce', referrer: '老周', friend: { name: '李先生', phone: '13900002222', wish: '看X3' } },
    ],
    ['转介绍 老周 → 李先生', { type: 'how_to' }],
    ['交车 #12', { type: 'delivered', who: '12' }],
    ['交车仪式几点开始呀大家', null],
    ['转介绍有什么好处', null],
  ])('of referrals: %s', (text, wanted) => expect(readReferral(text)).toEqual(wanted))

  it.each([
    ['查一下我的积分', { type: 'mine' }],
    ['换2号', { type: 'redeem', code: 2 }],
    ['推荐个朋友：李先生，13900002222', { type: 'refer', friend: { name: '李先生', phone: '13900002222', wish: '' } }],
    ['推荐一家洗车店', null],
    ['换个话题', null],
    ['我的积分怎么少了那么多', null],
  ])('by members: %s', (text, wanted) => expect(readMemberWords(text)).toEqual(wanted))

  it.each([
    ['我表弟想买车，13900002222', '表弟'],
    ['想给你们介绍张总，电话13900002222', '张总'],
    ['朋友王小姐 13900002222 在看车', '王小姐'],
    ['有人想买车 13900002222', null],
    ['我同事李先生想买车', null],
  ])('in a sentence that names a friend: %s', (text, name) => expect(findFriend(text)?.name ?? null).toBe(name))
})

describe('a recommended friend', () => {
  const brought = (referrerId: string, friendId: string) => ({ referrerId, friendId })
  const claim = { referrerId: 'zhou', phonePrint: 'p', referrerPhonePrint: null, friendId: 'li', referrals: [] }
  it.each([
    ['is new', { friendId: null }, null],
    ['is oneself, by the number', { friendId: null, referrerPhonePrint: 'p' }, 'self'],
    ['is oneself, by the file', { friendId: 'zhou' }, 'self'],
    ['is a customer', {}, 'known'],
    ['was brought by the same', { referrals: [brought('zhou', 'li')] }, 'yours'],
    ['was brought by somebody else', { referrals: [brought('wang', 'li')] }, 'claimed'],
    ['brought the referrer', { referrals: [brought('li', 'zhou')] }, 'loop'],
    ['brought who brought the referrer', { referrals: [brought('li', 'wang'), brought('wang', 'zhou')] }, 'loop'],
  ] as const)('%s', (_case, given, wanted) => expect(refuseClaim({ ...claim, ...given })).toBe(wanted))
})
