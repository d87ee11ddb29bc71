import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { createJoinForm } from '../../src/features/registration/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { closeAll, createHarnessApp } from '../console/harness.js'
import { openBrowser } from '../kit/browser.js'
import { group, type TestGroup } from '../kit/group.js'
import { PHONE, type Seat, takeSeat } from './visitor.js'

let browser: Browser
let g: TestGroup
let seat: Seat
/** Where the link that 老周 was sent leads to. */
let path: string

beforeAll(async () => {
  browser = await openBrowser()
  g = await group({ members: ['追风车主-老周'], staff: { 朵朵: 'service' }, publicUrl: 'http://localhost' })
  const { store, clock, app } = g
  const { ids, say, dealer } = app.pipeline
  const vault = createVault(Buffer.alloc(32, 7))
  const join = createJoinForm({ store, vault, ids, dealer, say, clock, onSent: app.outbox.wake })
  const { url } = await createHarnessApp({}, { join })
  await g.says('老周', '大家早')
  await g.whispers('老周', '登记')
  path = /http:\/\/localhost(\/join\/\S+)/.exec(g.lastWhisper('老周'))?.[1] ?? ''
  seat = await takeSeat(browser, url, PHONE)
}, 60_000)
afterAll(async () => {
  await seat?.leave()
  await closeAll()
  await browser?.close()
  await g?.close()
})

describe('the registration form on a phone', () => {
  it('says beside each field what is wrong, keeps what was typed, and thanks in the end', async () => {
    const page = await seat.opens(path)
    expect(await seat.reachOver()).toBeLessThanOrEqual(0)
    await page.getByLabel('姓名').fill('周建国')
    await page.getByLabel('电话').fill('1380013800')
    await page.getByLabel('车牌').fill('沪a·12345')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('号码好像不对').waitFor()
    await page.getByText('要您同意，我们才能保存').waitFor()
    expect(await page.getByLabel('姓名').inputValue()).toBe('周建国')
    expect(await page.getByLabel('电话').getAttribute('aria-invalid')).toBe('true')
    expect(await seat.reachOver()).toBeLessThanOrEqual(0)
    await page.getByLabel('电话').fill('13800138000')
    await page.getByLabel('提车日期').fill('2024-03-12')
    await page.getByLabel('我看过了，同意').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('登记好啦，谢谢您！').waitFor()
    await g.settle()
    g.staffGot('追风车主-老周 登记好了：\n姓名：周**\n电话：138****8000\n车牌：沪A***45\n提车日期：2024-03-12')
  })

  it('shows that something is known, not what; in English too', async () => {
    const page = await seat.opens(path)
    await page.getByText('已登记，不改就留空').first().waitFor()
    expect(await page.getByLabel('姓名').inputValue()).toBe('')
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Send' }).waitFor()
    expect(await seat.reachOver()).toBeLessThanOrEqual(0)
  })
})
