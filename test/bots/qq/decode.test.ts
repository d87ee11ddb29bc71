import { describe, expect, it } from '@jest/globals'
import { toChatEvent } from '../../../bots/qq/decode.js'

const known = {
  account: '10001',
  groupName: () => '追风车友群',
  member: (_: string, id: string) =>
    id === '5' ? { nickname: '张三', card: '沪A-张三', role: 'member' as const } : undefined,
}
const base = { time: 1_788_000_000, self_id: 10001, group_id: 7, user_id: 5 }
const message = {
  ...base,
  post_type: 'message',
  message_type: 'group',
  sub_type: 'normal',
  message_id: -9,
  message: '在吗',
}
const read = (frame: Record<string, unknown>) => toChatEvent(frame, known)

describe('events of QQ in our words', () => {
  it('fills from the roster what a frame does not say', () => {
    expect(read(message)).toEqual({
      type: 'message',
      id: '-9',
      at: 1_788_000_000_000,
      room: { id: '7', kind: 'group', name: '追风车友群' },
      sender: { id: '5', nickname: '张三', card: '沪A-张三', role: 'member' },
      text: '在吗',
    })
  })

  it('takes an empty card as no card, whatever the roster holds', () => {
    expect(read({ ...message, sender: { nickname: '张三', card: '', role: 'admin' } })?.sender).toEqual({
      id: '5',
      nickname: '张三',
      role: 'admin',
    })
  })

  it('takes ids as numbers or strings, and never loses digits', () => {
    expect(read({ ...message, user_id: '20001', group_id: '9007199254740993' })).toMatchObject({
      sender: { id: '20001' },
      room: { id: '9007199254740993' },
    })
  })

  it.each([
    ['itself', { user_id: 10001 }],
    ['another account', { self_id: 10002 }],
    ['nobody in particular', { sub_type: 'anonymous' }],
    ['the platform', { sub_type: 'notice' }],
    ['no time', { time: undefined }],
    ['a time that is none', { time: 1e300 }],
    ['no id', { message_id: undefined }],
    ['no words', { message: { text: 'x' } }],
    ['no group', { group_id: null }],
    ['another kind of room', { message_type: 'guild' }],
  ])('hears nothing from %s', (_, change) => {
    expect(read({ ...message, ...change })).toBeUndefined()
  })

  const notice = { ...base, post_type: 'notice', operator_id: 1 }
  it.each([
    [
      'a join by an admin',
      { notice_type: 'group_increase', sub_type: 'approve' },
      { type: 'join', id: 'join:5:1788000000' },
    ],
    ['a join by invitation', { notice_type: 'group_increase', sub_type: 'invite' }, { type: 'join', invitedBy: '1' }],
    [
      'a departure',
      { notice_type: 'group_decrease', sub_type: 'leave', operator_id: 5 },
      { type: 'leave', id: 'leave:5:1788000000' },
    ],
    ['a removal', { notice_type: 'group_decrease', sub_type: 'kick' }, { type: 'leave', removedBy: '1' }],
    [
      'a card that was taken off',
      { notice_type: 'group_card', card_new: '', card_old: '沪A-张三' },
      { type: 'card', oldCard: '沪A-张三' },
    ],
    [
      'a mute',
      { notice_type: 'group_ban', sub_type: 'ban', duration: 60 },
      { type: 'mute', seconds: 60, mutedBy: '1' },
    ],
    [
      'the end of a mute',
      { notice_type: 'group_ban', sub_type: 'lift_ban', duration: 60 },
      { type: 'mute', seconds: 0 },
    ],
    [
      'a file',
      { notice_type: 'group_upload', file: { id: 'f', name: '手册.pdf' } },
      { type: 'message', text: '[文件]手册.pdf' },
    ],
  ])('tells of %s', (_, change, wanted) => {
    expect(read({ ...notice, ...change })).toMatchObject(wanted)
  })

  it('does not take the admin who let somebody in for the one who invited, not even without a sub_type', () => {
    expect(read({ ...notice, notice_type: 'group_increase' })).not.toHaveProperty('invitedBy')
    expect(read({ ...notice, notice_type: 'group_card', card_new: '' })?.sender).not.toHaveProperty('card')
    expect(read({ ...notice, notice_type: 'group_ban', user_id: 0, duration: -1 })).toBeUndefined()
  })

  it('takes a request without a sub_type for one to come in, and an invitation for one to us', () => {
    const request = { ...base, post_type: 'request', request_type: 'group', comment: '答案：沪A12345', flag: 77 }
    expect(read(request)).toMatchObject({ type: 'joinRequest', request: '77', answer: '答案：沪A12345' })
    expect(read({ ...request, sub_type: 'invite' })).toMatchObject({
      type: 'invitation',
      request: '77',
      room: { kind: 'private' },
      group: { id: '7' },
    })
    expect(read({ ...request, request_type: 'friend' })).toMatchObject({
      type: 'friendRequest',
      id: 'friend:77',
      room: { kind: 'private' },
      words: '答案：沪A12345',
    })
  })
})
