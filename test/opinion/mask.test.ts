import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { maskPersonal, partsOfName } from '../../src/opinion/index.js'
import { fold } from '../../src/understanding/index.js'

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''))
const oneOf = (letters: string, length: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: length, maxLength: length }).map((each) => each.join(''))
const phone = fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map((each) => each.join(''))
const plate = fc
  .tuple(fc.constantFrom(...'京沪粤浙苏'), oneOf('ABCDEF', 1), oneOf('0123456789ABCDEFGH', 5))
  .map((each) => each.join(''))
const vin = oneOf('ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 15).map((rest) => `L${rest}7`)
const idCard = fc.tuple(digits(17), fc.constantFrom(...'0123456789X')).map((each) => each.join(''))
const account = fc.tuple(oneOf('abcdefghijk', 5), digits(3)).map((each) => each.join('_'))

/** The ways in which people write a number so that no program finds it. */
const disguised = (number: fc.Arbitrary<string>) =>
  fc.tuple(number, fc.constantFrom('', ' ', '-', '.', '·', '\u200b')).map(([text, between]) => [...text].join(between))
const wide = (text: string) => text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
const talk = fc.constantFrom(
  '周末去不去',
  '，',
  ' ',
  '我电话是',
  '车牌',
  '加我微信',
  '这台开了五年',
  '！',
  '@',
  '店里报价多少',
  '😀',
  '公里',
)

const squeezed = (text: string) => fold(text).text.replace(/[^\p{L}\p{N}]/gu, '')
/** Not even a piece that is long enough to search for. */
const PIECE = 5
const hides = (text: string, secret: string, names: readonly string[] = []) => {
  const masked = squeezed(maskPersonal(text, names))
  const whole = squeezed(secret)
  for (let at = 0; at === 0 || at + PIECE <= whole.length; at++)
    expect(masked).not.toContain(whole.slice(at, at + PIECE))
}

describe('what leaves the machine', () => {
  it.each([
    ['我电话13800001234，明天到', '我电话[电话]，明天到'],
    ['沪A12345 昨天剐了', '[车牌] 昨天剐了'],
    ['车架号LSVAA4187E2123456查一下', '车架号[车架号]查一下'],
    ['老周说店里接待挺好', '[人名]说店里接待挺好'],
    ['@佳佳 帮我看看', '[人名] 帮我看看'],
    ['邮箱 zhang.san@example.com', '邮箱 [邮箱]'],
    ['想换台七座的，老二快出生了', '想换台七座的，老二快出生了'],
    ['跑了3万公里，花了1280', '跑了3万公里，花了1280'],
  ])('%s → %s', (text, masked) => {
    expect(maskPersonal(text, ['老周', '佳佳'])).toBe(masked)
  })

  it('keeps what kind of thing stood there', () => {
    expect(maskPersonal('低价代办，加薇❤️：ab_2345', [])).toMatch(/低价代办.*\[微信号\]/)
    expect(maskPersonal('https://example.com/a?b=c 点这里', [])).toBe('[链接] 点这里')
  })

  it('holds no phone, identity card, plate, VIN or account, whatever stands around it and however it is written', () => {
    const secret = fc.oneof(
      disguised(phone),
      phone.map(wide),
      disguised(idCard),
      plate,
      plate.map(wide),
      vin,
      account,
      phone.map((text) => [...text].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')),
    )
    const around = fc.array(talk, { maxLength: 6 }).map((words) => words.join(''))
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        hides(`${before}。${hidden}。${after}`, hidden)
        hides(`${before}${hidden}`, hidden)
      }),
      { numRuns: 1_000 },
    )
  })

  it('holds no name of a member, in any spelling of it', () => {
    const name = oneOf('小大老阿静周李桃满Leo', 3).filter((each) => each.trim().length > 1)
    const around = fc.array(talk, { maxLength: 5 }).map((words) => words.join(''))
    fc.assert(
      fc.property(around, name, around, (before, member, after) => {
        hides(`${before}${member}${after}`, member, partsOfName(`追风车主-${member}`, ['追风车主']))
        hides(`${before}${wide(member.toUpperCase())}${after}`, member, [member])
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, and is never long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.array(fc.string()), (text, names) => {
        expect(maskPersonal(text, names).length).toBeLessThanOrEqual(300)
      }),
      { numRuns: 30 },
    )
  })

  it('knows by which names people go', () => {
    expect(partsOfName('追风车主-小白(新手勿催)', ['追风车主'])).toEqual([
      '追风车主-小白(新手勿催)',
      '小白',
      '新手勿催',
    ])
    expect(partsOfName('', [])).toEqual([])
  })
})
