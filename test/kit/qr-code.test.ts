import { expect, it } from '@jest/globals'
import { drawForPage, drawForTerminal } from '../../src/kit/qr-code.js'

it('draws a code for a terminal and for a page', async () => {
  const text = 'https://login.weixin.qq.com/l/abc'
  expect((await drawForTerminal(text)).split('\n').length).toBeGreaterThan(10)
  expect(await drawForPage(text)).toMatch(/^<svg /)
})
