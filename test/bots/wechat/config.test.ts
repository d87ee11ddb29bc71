import { describe, expect, it } from '@jest/globals'
import { capabilitiesOf } from '../../../bots/wechat/capabilities.js'
import { readWeChatConfig } from '../../../bots/wechat/config.js'

const ONE = { CHEYOU_WECHAT_ENDPOINT: '127.0.0.1:8788', CHEYOU_WECHAT_TOKEN: 'insecure_x' }
const problem = (env: Record<string, string>) => {
  try {
    readWeChatConfig(env)
  } catch (error) {
    return (error as { params: { name: string } }).params.name
  }
}

describe('the settings of WeChat accounts', () => {
  it('has none where nothing is set', () => expect(readWeChatConfig({ PATH: '/bin' })).toEqual([]))

  it('reads one, with defaults', () =>
    expect(readWeChatConfig(ONE)).toEqual([
      {
        ENDPOINT: '127.0.0.1:8788',
        TOKEN: 'insecure_x',
        PUPPET: 'other',
        CAN: [],
        ACCOUNT: 'wechat-1',
        TEXT_LIMIT: 2000,
        MEMBER_POLL_MINUTES: 10,
        ACCEPT_FRIENDS: false,
        ACCEPT_INVITES: false,
      },
    ]))

  it('reads several, in the order of their numbers', () => {
    const more = {
      CHEYOU_WECHAT_3_ENDPOINT: 'gateway:9',
      CHEYOU_WECHAT_3_TOKEN: 'a_b',
      CHEYOU_WECHAT_3_PUPPET: 'padlocal',
    }
    expect(readWeChatConfig({ ...more, ...ONE }).map(({ ACCOUNT, PUPPET }) => [ACCOUNT, PUPPET])).toEqual([
      ['wechat-1', 'other'],
      ['wechat-3', 'padlocal'],
    ])
  })

  it.each([
    [{ CHEYOU_WECHAT_TOKEN: 'a_b' }, 'CHEYOU_WECHAT_ENDPOINT'],
    [{ ...ONE, CHEYOU_WECHAT_TOKEN: 'nothing-before-an-underscore' }, 'CHEYOU_WECHAT_TOKEN'],
    [{ ...ONE, CHEYOU_WECHAT_ENDPOINT: 'no port' }, 'CHEYOU_WECHAT_ENDPOINT'],
    [{ ...ONE, CHEYOU_WECHAT_PUPPET: 'magic' }, 'CHEYOU_WECHAT_PUPPET'],
    [{ ...ONE, CHEYOU_WECHAT_CAN: 'kick,fly' }, 'CHEYOU_WECHAT_CAN'],
    [{ ...ONE, CHEYOU_WECHAT_2_ENDPOINT: '127.0.0.1:8788', CHEYOU_WECHAT_2_TOKEN: 'a_b' }, 'CHEYOU_WECHAT_2_ENDPOINT'],
  ])('names the variable that is wrong: %j', (env, name) => expect(problem(env)).toBe(name))

  it('knows what each puppet can do', () => {
    expect([...capabilitiesOf('padlocal', [])].sort()).toEqual([
      'acceptInvitation',
      'announce',
      'directMessage',
      'kick',
      'leave',
      'listMembers',
      'mention',
    ])
    expect([...capabilitiesOf('wechat4u', ['announce'])].sort()).toEqual(['directMessage', 'kick', 'listMembers'])
    expect([...capabilitiesOf('other', ['kick'])].sort()).toEqual(['directMessage', 'kick', 'listMembers'])
  })
})
