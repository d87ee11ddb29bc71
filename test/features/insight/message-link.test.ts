import { describe, expect, it } from '@jest/globals'
import { messageLink } from '../../../src/features/insight/groups/message-link.js'

describe('the address of a message', () => {
  it('is known of supergroups on Telegram', () => {
    expect(messageLink('telegram', '-1001234567890', '42')).toBe('https://t.me/c/1234567890/42')
  })

  it.each([
    ['telegram', '-987', '42'],
    ['telegram', '-1001234567890', undefined],
    ['telegram', '-1001234567890', 'join:7'],
    ['qq', '700001', '42'],
    [undefined, '-1001234567890', '42'],
  ] as const)('is not known of %s %s %s', (channel, room, message) => {
    expect(messageLink(channel, room, message)).toBeUndefined()
  })
})
