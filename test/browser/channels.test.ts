import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../kit/browser.js'
import { type Program, startProgram } from '../kit/program.js'
import { createGateway, type Gateway, TOKEN } from '../kit/wechat/gateway.js'
import { createGroupPuppet } from '../kit/wechat/group-puppet.js'
import { DESK, PHONE, takeSeat } from './visitor.js'

/** A WeChat account whose phone has not scanned the code yet, and a QQ account whose gateway is not running. */
const puppet = createGroupPuppet()
puppet.hasSession = false
let gateway: Gateway
let program: Program
let browser: Browser

beforeAll(async () => {
  gateway = await createGateway(puppet)
  await gateway.up()
  const settings = {
    CHEYOU_WECHAT_ENDPOINT: gateway.endpoint,
    CHEYOU_WECHAT_TOKEN: TOKEN,
    CHEYOU_WECHAT_PUPPET: 'padlocal',
    CHEYOU_QQ_ACCOUNT: '10001',
    CHEYOU_QQ_URL: 'ws://127.0.0.1:9',
  }
  ;[program, browser] = await Promise.all([startProgram(settings), openBrowser()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  await gateway?.down()
})

const account = (page: Page, name: string, state: string) =>
  page.locator(`[data-testid="account-${name}"][data-state="${state}"]`)

async function visit(screen: typeof DESK) {
  const seat = await takeSeat(browser, program.url, screen)
  const page = await seat.opens('/#/channels')
  return { page, ...seat }
}

describe('the page of the channels', () => {
  it.each([
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ])('shows %s how each account fares, and the code to scan', async (_, screen) => {
    const { page, reachOver, leave } = await visit(screen)
    await account(page, 'wechat-wechat-1', 'waiting_for_scan').getByTestId('login-code').waitFor()
    const qq = account(page, 'qq-10001', 'offline')
    await qq.getByText('连不上网关').waitFor()
    await qq.getByText('排队要发的：0 条').waitFor()
    expect(await qq.locator('.able').allInnerTexts()).toContain('禁言')
    expect(await qq.locator('.unable').allInnerTexts()).toEqual(['消息按钮'])
    const code = page.getByTestId('login-code')
    expect(await code.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
    expect(await reachOver()).toBeLessThanOrEqual(0)
    await leave()
  })

  it('keeps the code from everybody who is not at this machine', async () => {
    const ask = async (headers: Record<string, string>) => {
      const { channels } = await (await fetch(`${program.url}/api/channels`, { headers })).json()
      return channels.find(({ kind }: { kind: string }) => kind === 'wechat')
    }
    expect((await ask({})).qr).toMatch(/^<svg /)
    const handedOn = await ask({ 'x-forwarded-for': '203.0.113.7' })
    expect(handedOn).toMatchObject({ state: 'waiting_for_scan', qr: 'elsewhere' })
    expect(JSON.stringify(handedOn)).not.toContain('login.weixin')
  })

  it('shows the same in the terminal of another process, with the code', async () => {
    const [{ printed, code }, doctor] = await Promise.all([program.run('channels'), program.run('doctor')])
    expect(code).toBe(0)
    expect(printed).toMatch(/微信 wechat-1 · 等着扫码登录，从 .* 起/)
    expect(printed).toMatch(/▄|█|▀/)
    expect(printed).toMatch(/QQ 10001 · 不在线[\s\S]*连不上网关/)
    expect(printed).not.toContain('没有运行')
    expect(doctor.code).toBe(1)
    expect(doctor.printed).toMatch(/✗ 渠道 {2}QQ 10001 · 连不上网关[\s\S]*微信 wechat-1 · 等着扫码登录/)
    expect(doctor.printed).toContain('! 报警')
  })

  it('changes by itself when the code has been scanned, and is one step from the sandbox', async () => {
    const { page, leave } = await visit(DESK)
    await account(page, 'wechat-wechat-1', 'waiting_for_scan').waitFor()
    puppet.logsIn()
    await account(page, 'wechat-wechat-1', 'online').waitFor()
    expect(await page.getByTestId('login-code').count()).toBe(0)
    await page.getByTestId('channels-back').click()
    await page.getByTestId('channels-open').click()
    await page.getByTestId('language').click()
    await page.getByText('Waiting to be sent: 0').first().waitFor()
    await leave()
  })
})
