import { describe, expect, it } from '@jest/globals'
import { readQqConfig } from '../../../bots/qq/config.js'

const first = { CHEYOU_QQ_ACCOUNT: '10001', CHEYOU_QQ_URL: 'ws://127.0.0.1:3001' }

describe('the settings of QQ', () => {
  it('are none in an empty environment', () => {
    expect(readQqConfig({ CHEYOU_HOME: 'var', CHEYOU_QQ_TOKEN: '' })).toEqual([])
  })

  it('hold several accounts, each with its own way', () => {
    const env = {
      ...first,
      CHEYOU_QQ_2_ACCOUNT: '10002',
      CHEYOU_QQ_2_MODE: 'reverse',
      CHEYOU_QQ_2_TOKEN: 't',
      CHEYOU_QQ_2_PORT: '9001',
      CHEYOU_QQ_10_ACCOUNT: '10003',
      CHEYOU_QQ_10_MODE: 'http',
      CHEYOU_QQ_10_URL: 'http://127.0.0.1:3000',
      CHEYOU_QQ_10_SECRET: 's',
    }
    expect(readQqConfig(env)).toMatchObject([
      { MODE: 'forward', ACCOUNT: '10001', CARD_POLL_MINUTES: 15, TEXT_LIMIT: 3000 },
      { MODE: 'reverse', ACCOUNT: '10002', HOST: '127.0.0.1', PORT: 9001 },
      { MODE: 'http', ACCOUNT: '10003', PORT: 8688 },
    ])
  })

  it.each([
    ['no address', { CHEYOU_QQ_URL: '' }, 'CHEYOU_QQ_URL'],
    ['a wrong address', { CHEYOU_QQ_URL: 'http://127.0.0.1' }, 'CHEYOU_QQ_URL'],
    ['no account', { CHEYOU_QQ_ACCOUNT: '' }, 'CHEYOU_QQ_ACCOUNT'],
    ['an account that is no number', { CHEYOU_QQ_ACCOUNT: 'me' }, 'CHEYOU_QQ_ACCOUNT'],
    ['an unknown mode', { CHEYOU_QQ_MODE: 'pigeon' }, 'CHEYOU_QQ_MODE'],
    ['a door without a lock', { CHEYOU_QQ_MODE: 'reverse' }, 'CHEYOU_QQ_TOKEN'],
    ['events that anybody could write', { CHEYOU_QQ_MODE: 'http', CHEYOU_QQ_URL: 'http://x' }, 'CHEYOU_QQ_SECRET'],
    ['the same account twice', { CHEYOU_QQ_2_ACCOUNT: '10001', CHEYOU_QQ_2_URL: 'ws://x' }, 'CHEYOU_QQ_2_ACCOUNT'],
  ])('are refused with %s, by the name of the variable', (_, change, name) => {
    expect(() => readQqConfig({ ...first, ...change })).toThrow(
      expect.objectContaining({ code: 'config_invalid', params: expect.objectContaining({ name }) }),
    )
  })
})
