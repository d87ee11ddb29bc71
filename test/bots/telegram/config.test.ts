import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { accountOf, readTelegramConfig } from '../../../bots/telegram/config.js'

const token = (id: number) => `${id}:a-token-for-tests-that-is-long-enough`
const one = { CHEYOU_TELEGRAM_TOKEN: token(10_001) }
const hook = {
  ...one,
  CHEYOU_TELEGRAM_MODE: 'webhook',
  CHEYOU_TELEGRAM_WEBHOOK_URL: 'https://cheyou.example/telegram',
  CHEYOU_TELEGRAM_SECRET: 'a-secret-for-tests',
}

describe('the settings of Telegram', () => {
  it('are none in an empty environment', () => {
    expect(readTelegramConfig({ CHEYOU_HOME: 'var', CHEYOU_TELEGRAM_TOKEN: '' })).toEqual([])
  })

  it('need nothing but a token, which tells the account', () => {
    const [config] = readTelegramConfig(one)
    expect(config).toEqual({
      TOKEN: token(10_001),
      MODE: 'poll',
      API_ROOT: 'https://api.telegram.org',
      TEXT_LIMIT: 4096,
    })
    expect(config && accountOf(config)).toBe('10001')
  })

  it('hold several bots, each with its own way, in the order of their numbers', () => {
    const env = {
      CHEYOU_TELEGRAM_10_TOKEN: token(10_003),
      CHEYOU_TELEGRAM_2_TOKEN: token(10_002),
      CHEYOU_TELEGRAM_2_API_ROOT: 'http://127.0.0.1:8081',
      ...hook,
    }
    expect(readTelegramConfig(env)).toMatchObject([
      { TOKEN: token(10_001), MODE: 'webhook', HOST: '127.0.0.1', PORT: 8689 },
      { TOKEN: token(10_002), MODE: 'poll', API_ROOT: 'http://127.0.0.1:8081' },
      { TOKEN: token(10_003), MODE: 'poll' },
    ])
  })

  it.each([
    ['no token', { CHEYOU_TELEGRAM_TOKEN: '', CHEYOU_TELEGRAM_MODE: 'poll' }, 'TOKEN', 'is missing'],
    [
      'a token that is none',
      { CHEYOU_TELEGRAM_TOKEN: 'bot:secret' },
      'TOKEN',
      'must be the token that @BotFather gave',
    ],
    ['an unknown mode', { CHEYOU_TELEGRAM_MODE: 'pigeon' }, 'MODE', 'must be poll or webhook'],
    [
      'an address of another kind',
      { CHEYOU_TELEGRAM_API_ROOT: 'ftp://x' },
      'API_ROOT',
      /^must be an http\(s\) address/,
    ],
    ['a slash too many', { CHEYOU_TELEGRAM_API_ROOT: 'https://x.example/' }, 'API_ROOT', /without a slash/],
    ['a limit that Telegram has not', { CHEYOU_TELEGRAM_TEXT_LIMIT: '5000' }, 'TEXT_LIMIT', /4096/],
    ['a limit that is no number', { CHEYOU_TELEGRAM_TEXT_LIMIT: 'long' }, 'TEXT_LIMIT', /whole number/],
    ['a webhook without an address', { ...hook, CHEYOU_TELEGRAM_WEBHOOK_URL: '' }, 'WEBHOOK_URL', 'is missing'],
    ['a webhook that is no address', { ...hook, CHEYOU_TELEGRAM_WEBHOOK_URL: 'x' }, 'WEBHOOK_URL', /public address/],
    [
      'a webhook with a question',
      { ...hook, CHEYOU_TELEGRAM_WEBHOOK_URL: 'https://x.example/?a=1' },
      'WEBHOOK_URL',
      /without \?/,
    ],
    [
      'a webhook that is half an address',
      { ...hook, CHEYOU_TELEGRAM_WEBHOOK_URL: 'https://a:b:c' },
      'WEBHOOK_URL',
      /public/,
    ],
    ['a webhook without a secret', { ...hook, CHEYOU_TELEGRAM_SECRET: '' }, 'SECRET', /^is needed/],
    [
      'a secret that cannot be sent',
      { ...hook, CHEYOU_TELEGRAM_SECRET: '密码密码密码密码密码' },
      'SECRET',
      /^must be 16/,
    ],
    ['a port beyond the last', { ...hook, CHEYOU_TELEGRAM_PORT: '70000' }, 'PORT', /65535/],
    ['the same bot twice', { CHEYOU_TELEGRAM_2_TOKEN: token(10_001) }, '2_TOKEN', 'is there twice'],
    [
      'two bots at one port',
      {
        ...hook,
        ...Object.fromEntries(Object.entries(hook).map(([name, value]) => [name.replace('M_', 'M_2_'), value])),
        CHEYOU_TELEGRAM_2_TOKEN: token(10_002),
      },
      '2_PORT',
      'is taken by another account',
    ],
  ])('are refused with %s: by the name of the variable and in one sentence', (_, change, name, problem) => {
    const params = { name: `CHEYOU_TELEGRAM_${name}`, problem: expect.stringMatching(problem) }
    expect(() => readTelegramConfig({ ...one, ...change })).toThrow(
      expect.objectContaining({ code: 'config_invalid', params }),
    )
  })

  it('are never told by their values', () => {
    const read = () => readTelegramConfig({ CHEYOU_TELEGRAM_TOKEN: '10001:short', CHEYOU_TELEGRAM_SECRET: 'hush' })
    expect(read).toThrow(expect.not.objectContaining({ message: expect.stringContaining('short') }))
  })

  describe('on the set-up page', () => {
    const page = readFileSync(new URL('../../../docs/channels/telegram.md', import.meta.url), 'utf8')
    /** The examples, with the gaps filled in as the page says. */
    const examples = [...page.matchAll(/```sh\n(CHEYOU_[^`]+)```/g)].map(([, block]) =>
      Object.fromEntries(
        [...(block as string).matchAll(/^(CHEYOU_\w+)=(\S+)/gm)].map(([, name, value]) => [
          name as string,
          (value as string).replace(/…$/, 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'),
        ]),
      ),
    )

    it('are examples that work', () => {
      expect(examples.map((env) => readTelegramConfig(env).map(({ MODE }) => MODE))).toEqual([
        ['poll'],
        ['webhook'],
        ['poll', 'poll'],
      ])
    })

    it('are all there, with their defaults', () => {
      const rows = [...page.matchAll(/^\| `CHEYOU_TELEGRAM_(\w+)` \| (?:`(.*?)`|–) \|/gm)]
      const told = Object.fromEntries(rows.map(([, name, value]) => [name as string, value]))
      const [poll] = readTelegramConfig(one)
      const [webhook] = readTelegramConfig(hook)
      const read = Object.entries({ ...webhook, ...poll }).map(([name, value]) => [name, String(value)])
      const given = ['TOKEN', 'WEBHOOK_URL', 'SECRET']
      expect(told).toEqual(
        Object.fromEntries(read.map(([name, value]) => [name, given.includes(name as string) ? undefined : value])),
      )
    })
  })
})
