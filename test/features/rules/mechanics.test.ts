import { describe, expect, it } from '@jest/globals'
import { readConfigure } from '../../../src/features/rules/configure.js'
import { linksOut } from '../../../src/features/rules/links.js'

describe('links', () => {
  const ALLOWED = ['zhuifeng.example']

  it.each([
    '手册 https://zhuifeng.example/manual',
    '手册https://www.zhuifeng.example看看',
    'HTTPS://M.ZHUIFENG.EXAMPLE:443/x',
    '看www.zhuifeng.example。',
  ])('to an allowed site are fine: %s', (text) => {
    expect(linksOut(text, [], ALLOWED)).toBeNull()
  })

  it.each([
    ['https://zhuifeng.example.evil.test/x', 'https://zhuifeng.example.evil.test'],
    ['https://zhuifeng.example@evil.test', 'https://zhuifeng.example@evil.test'],
    ['https://notzhuifeng.example', 'https://notzhuifeng.example'],
    ['手册 https://zhuifeng.example 和 www.evil.test', 'www.evil.test'],
  ])('to another one are found: %s', (text, quote) => {
    expect(linksOut(text, [], ALLOWED)).toMatchObject({ rule: 'link', quote })
  })

  it('in a card or a forward are found without a link in the words', () => {
    expect(linksOut('[名片]', [{ kind: 'card', name: '小王' }], ALLOWED)).toMatchObject({ quote: '小王' })
    expect(linksOut('[图片]', [{ kind: 'image' }], ALLOWED)).toBeNull()
  })

  it.each([
    ['https://u.wechat.com/kd8', true],
    ['HTTPS://QM.QQ.COM/Q/AB', true],
    ['wxp://f2f0abc', true],
    ['tel:13800138000', true],
    ['加微信 xiaoli_0001', true],
    ['https://www.zhuifeng.example/manual', false],
    ['12排3座', false],
    ['WIFI:S:zhuifeng;T:WPA;P:12345678;;', false],
  ])('reads the QR code %s in a picture, which leads out: %s', (code, leads) => {
    const found = linksOut('[图片]', [{ kind: 'image', codes: [code] }], ALLOWED)
    expect(found?.quote ?? null).toBe(leads ? `[二维码] ${code}` : null)
  })

  it.each([
    '群规 放行 zhuifeng.example',
    '群规 放行 https://www.zhuifeng.example/manual?a=1',
    '群规 允许www.Zhuifeng.example',
  ])('are allowed by the site, however it is written: %s', (said) => {
    expect(readConfigure(said)).toEqual({ type: 'allow', site: 'zhuifeng.example', group: null })
  })
})
