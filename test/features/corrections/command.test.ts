import { describe, expect, it } from '@jest/globals'
import { readCorrection } from '../../../src/features/corrections/command.js'
import { maskPersonal } from '../../../src/features/corrections/mask.js'
import { readTopicCorrection } from '../../../src/features/corrections/topic.js'

describe('what the staff say about our judgement', () => {
  it.each([
    ['误判 12', { type: 'not', about: 'moderation', code: 12 }],
    ['12 不是线索', { type: 'not', about: 'leads', code: 12 }],
    ['不是线索。', { type: 'not', about: 'leads', code: null }],
    ['这句漏判', { type: 'is', about: 'moderation', label: null }],
    ['漏判 广告', { type: 'is', about: 'moderation', label: 'ad' }],
    ['漏判 置换', { type: 'is', about: 'leads', label: 'trade_in' }],
    ['是线索 3', { type: 'is', about: 'leads', code: 3 }],
    ['是线索 转介绍：我表弟刚拿本，天天蹭我的车', { label: 'referral', quote: '我表弟刚拿本，天天蹭我的车' }],
    ['漏判 骂人 「小刘办事真磨叽」', { label: 'abuse', quote: '小刘办事真磨叽' }],
    ['漏判 广告 13900001234加我', { label: 'ad', code: null, quote: '13900001234加我' }],
    ['missed ad "ten boxes of oranges"', { label: 'ad', quote: 'ten boxes of oranges' }],
    ['rules:undo:7', { type: 'not', about: 'moderation', code: 7 }],
    ['lead:not_a_lead:7', { type: 'not', about: 'leads', code: 7 }],
    ['correct:leads:add_on:m-1', { type: 'is', about: 'leads', label: 'add_on', messageId: 'm-1' }],
    ['correct:moderation::m-1', { type: 'not', about: 'moderation', label: null, messageId: 'm-1' }],
  ])('%s', (said, wanted) => expect(readCorrection(said)).toMatchObject(wanted))

  it.each([
    '不是线索的话就关了吧',
    '误判了两回，我看看怎么回事',
    '是线索就赶紧跟',
    '漏了个螺丝没装',
    '今天没有漏判的',
    '好的',
    'correct:leads:ad:m-1',
    'correct:moderation:clean:m-1',
  ])('%s is none', (said) => expect(readCorrection(said)).toBeNull())
})

describe('what the staff say that a message asks', () => {
  it.each([
    ['话题 「这个多久弄一回」 保养', 'maintenance', '这个多久弄一回'],
    ['话题 保养 「这个多久弄一回」', 'maintenance', '这个多久弄一回'],
    ['话题：投诉。', 'complaint', null],
    ['topic "how often is it due" maintenance', 'maintenance', 'how often is it due'],
    ['话题 「几点集合去吃饭」 闲聊', 'none', '几点集合去吃饭'],
  ])('%s', (said, topic, quote) => expect(readTopicCorrection(said)).toEqual({ topic, quote }))

  it.each(['话题保养的话以后再说', '话题 「这个多久弄一回」', '话题 天气', '换个话题'])('%s is none', (said) =>
    expect(readTopicCorrection(said)).toBeNull(),
  )
})

describe('what is kept of a message', () => {
  it.each([
    ['加我微信 xiaoli_0001，利息低', '加我微信 xxxxxx_0000，利息低'],
    ['联系电话 13912345678 或 139-1234-5678', '联系电话 13000000000 或 130-0000-0000'],
    ['一三九八八八八六六六六', '一三零零零零零零零零零'],
    ['沪A12345 的车主挪一下', '沪A00000 的车主挪一下'],
    ['车架号LSVAM4187C2184841，QQ 123456789', '车架号xxxxx0000x0000000，QQ 000000000'],
    ['@追风车主-阿伟 您看看', '@车友 您看看'],
    ['开了三万公里，1180 贵不贵', '开了三万公里，1180 贵不贵'],
  ])('%s', (text, wanted) => expect(maskPersonal(text)).toBe(wanted))
})
