import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readIdentityWords } from '../../../src/features/identity/words.js'
import { secretCode, spellCode } from '../../../src/kit/secret-code.js'

const CODE = '7KQM-2X9D'

describe('words about accounts', () => {
  it.each([
    `绑定 ${CODE}`,
    `绑定${CODE}`,
    `绑定：${CODE}`,
    `我要绑定 7kqm2x9d`,
    `绑定账号 ７ＫＱＭ－２Ｘ９Ｄ`,
    `邀请码是 7KQM 2X9D`,
    `关联码：${CODE}。`,
    `关联 7KQM—2X9D`,
    `bind ${CODE}`,
    `BIND CODE ${CODE}`,
    `/link ${CODE}`,
  ])('reads a code out of %s', (text) => {
    expect(readIdentityWords(text)).toEqual({ type: 'code', code: CODE, named: true })
  })

  it('reads a code that stands alone, but nothing that only looks a little like one', () => {
    expect(readIdentityWords(` ${CODE} `)).toEqual({ type: 'code', code: CODE, named: false })
    for (const text of ['good-life', '12345678', '7KQM2X9D', '7KQM-2X9D 好用吗', '订单 7KQM-2X9D', 'A4L-2024'])
      expect(readIdentityWords(text)).toBeNull()
  })

  it.each(['关联账号', '我要关联账号', '绑定我的另一个账号', '关联我的账号～', 'link account', 'Link my accounts'])(
    'takes %s for the wish to link accounts',
    (text) => {
      expect(readIdentityWords(text)).toEqual({ type: 'link' })
    },
  )

  it.each(['登录', '我要登录', '登录后台', '登陆一下', 'log in', 'Sign in', '/login'])(
    'takes %s for the wish to log in',
    (text) => {
      expect(readIdentityWords(text)).toEqual({ type: 'login' })
    },
  )

  it.each([
    '登录不上怎么办',
    '绑定',
    '怎么绑定账号',
    '车机账号绑定不上',
    '绑定手机号 13800138000',
    '我的账号被盗了',
    '关联交易是什么意思',
  ])('leaves %s alone', (text) => {
    expect(readIdentityWords(text)).toBeNull()
  })

  it('knows every code again, however it is typed', () => {
    const random = (bytes: readonly number[]) => {
      let taken = 0
      return (count: number) => Uint8Array.from({ length: count }, () => bytes[taken++ % bytes.length] as number)
    }
    const bytes = fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 })
      .filter((each) => each.some((byte) => byte % 32 < 10))
    fc.assert(
      fc.property(bytes, fc.constantFrom('', '-', ' '), fc.boolean(), (drawn, between, small) => {
        const code = secretCode(random(drawn))
        const letters = code.replace('-', between).replaceAll('0', 'O').replaceAll('1', 'l')
        const typed = small ? letters.toLowerCase() : letters
        expect(spellCode(typed)).toBe(code)
        expect(readIdentityWords(`绑定 ${typed}`)).toEqual({ type: 'code', code, named: true })
        expect(readIdentityWords(code)).toEqual({ type: 'code', code, named: false })
      }),
    )
  })

  it('makes codes that do not come again', () => {
    expect(new Set(Array.from({ length: 2_000 }, () => secretCode())).size).toBe(2_000)
  })
})
