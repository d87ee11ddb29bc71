import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createDoorDesk } from '../../src/features/activities/index.js'
import { createLeadDoor } from '../../src/features/leads/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Activity, Arrival, Customer, Lead } from '../../src/store/index.js'
import { closeAll, createHarnessApp } from '../console/harness.js'
import { openBrowser } from '../kit/browser.js'
import { group, type TestGroup } from '../kit/group.js'

const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子']
/** A way to the server that can be cut: what a browser calls offline, its service workers do not always notice. */
async function createWire(port: number) {
  const open = new Set<Socket>()
  let isUp = true
  const server = createServer((socket) => {
    if (!isUp) return socket.destroy()
    const there = connect(port, '127.0.0.1')
    for (const each of [socket, there]) {
      open.add(each)
      each.on('error', () => each.destroy()).on('close', () => open.delete(each))
    }
    socket.pipe(there).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isUp = false
    for (const each of open) each.destroy()
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isUp = true
    },
    close() {
      cut()
      server.close()
    },
  }
}

let browser: Browser
let wire: Awaited<ReturnType<typeof createWire>>
let g: TestGroup
/** The phones of two colleagues at the door. */
let phones: Page[]

beforeAll(async () => {
  browser = await openBrowser()
  g = await group({
    members: CARS,
    staff: { 朵朵: 'service', 佳佳: 'sales' },
    startAt: Date.UTC(2026, 8, 1, 2),
    publicUrl: 'http://localhost',
  })
  const { store, clock, app } = g
  const { ids, say, dealer } = app.pipeline
  const vault = createVault(Buffer.alloc(32, 7))
  const takeLead = createLeadDoor({ ...app.pipeline, vault, onTaken: app.jobs.wake })
  const door = createDoorDesk({ store, vault, ids, dealer, say, clock, takeLead, onNoted: app.jobs.wake })
  const { url } = await createHarnessApp({}, { door })
  wire = await createWire(Number(new URL(url).port))
  await g.staffSays('朵朵', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额9台车，9月17日18:00截止')
  await g.staffSays('朵朵', '发布 1')
  await g.says('老周', '报名 2大1小')
  await g.says('大壮', '报名 1大')
  await g.says('桃子', '报名 2大')
  phones = await Promise.all(
    [
      ['朵朵', wire.url],
      ['佳佳', url],
    ].map(async ([name = '', server = '']) => {
      await g.whispers(name, '签到 1')
      const path = pathTo(g.lastWhisper(name))
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
      context.setDefaultTimeout(15_000)
      // What older phones do not have, and no page over http.
      if (name === '朵朵') await context.addInitScript('delete Crypto.prototype.randomUUID')
      const page = await context.newPage()
      await page.goto(server + path)
      await page.getByText('到了 0 / 3 家').waitFor()
      // From now on the page opens without a network.
      await page.evaluate(() => navigator.serviceWorker.ready)
      return page
    }),
  )
}, 60_000)
afterAll(async () => {
  await Promise.all((phones ?? []).map((page) => page.context().close()))
  wire?.close()
  await closeAll()
  await browser?.close()
  await g?.close()
})

const pathTo = (said: string) => /http:\/\/localhost(\/door\/\S+)/.exec(said)?.[1] ?? ''
const seatOf = (page: Page, name: string) => page.locator('#list li').filter({ hasText: name })

describe('two phones at the door', () => {
  it('note who comes while the network is down, and open again without one', async () => {
    const [one, other] = phones as [Page, Page]
    wire.cut()
    await one.context().setOffline(true)
    const code = /\d{4}/.exec((await seatOf(one, '老周').textContent()) ?? '')?.[0] ?? ''
    await one.getByLabel('签到码或名字').fill(code)
    await one.getByText('追风车主-老周 签到了').waitFor()
    await seatOf(one, '大壮').getByRole('button', { name: '签到' }).click()
    await one.getByText('2 条待上传').waitFor()
    await one.reload()
    await one.getByText('2 条待上传').waitFor()
    await one.getByText('到了 2 / 3 家 · 4 人').waitFor()
    await one.getByText('没报名、不在群里的客人').click()
    await one.getByLabel('怎么称呼').fill('王先生')
    await one.getByLabel('手机号').fill('13900002222')
    await one.getByLabel('客人同意').check()
    await one.getByRole('button', { name: '记上' }).click()
    await one.getByText('3 条待上传').waitFor()
    // Meanwhile the colleague, who has a network, lets one of them in.
    await seatOf(other, '大壮').getByRole('button', { name: '签到' }).click()
    await other.getByText('已同步').waitFor()
    await g.settle()
    expect(await g.read((db) => db.countBy(Arrival, {}))).toBe(1)
  })

  it('hand it over when it is back; the first note wins, nobody is in twice, and both clocks are kept', async () => {
    const [one] = phones as [Page, Page]
    wire.mend()
    await one.context().setOffline(false)
    // The browser's word that it is back; without it the page tries by itself some seconds later.
    await one.evaluate(() => dispatchEvent(new Event('online')))
    await one.getByText('追风车主-大壮 已经签过到了（佳佳 签的）').waitFor()
    await one.getByText('已同步').waitFor()
    await one.getByText('到了 3 / 3 家').waitFor()
    const rows = await g.read((db) => db.find(Arrival, { relations: { member: true } }))
    expect(rows.map(({ member, name, by }) => [member?.card ?? name, by]).sort()).toEqual(
      [
        ['追风车主-大壮', '佳佳'],
        ['追风车主-老周', '朵朵'],
        ['王先生', '朵朵'],
      ].sort(),
    )
    for (const { at, phoneAt } of rows) expect([at, phoneAt !== null && phoneAt > at]).toEqual([g.clock.now(), true])
    const lead = await g.read((db) => db.findOneByOrFail(Lead, { source: 'activity' }))
    const customer = await g.read((db) => db.findOneByOrFail(Customer, { id: lead.customerId }))
    expect([customer.displayName, customer.consentAt]).toEqual(['王先生', g.clock.now()])
  })

  it('leave the figures alone that somebody is typing', async () => {
    const [one] = phones as [Page, Page]
    await seatOf(one, '桃子').getByText('追风车主-桃子').click()
    await seatOf(one, '桃子').getByLabel('大人').fill('3')
    const synced = one.waitForResponse(/\/sync$/)
    await one.evaluate(() => dispatchEvent(new Event('online')))
    await (await synced).finished()
    await one.getByText('已同步').waitFor()
    expect(await seatOf(one, '桃子').getByLabel('大人').inputValue()).toBe('3')
  })

  it('take a mistake back, and print the list', async () => {
    const [one, other] = phones as [Page, Page]
    await one.locator('#inside li').filter({ hasText: '老周' }).getByRole('button', { name: '撤销' }).click()
    await one.getByText('到了 2 / 3 家').waitFor()
    await one.getByText('已同步').waitFor()
    await other.getByRole('link', { name: '打印名单' }).click()
    const cells = await other.locator('tbody tr').allTextContents()
    expect(cells.length).toBe(4)
    expect(cells.find((row) => row.includes('大壮'))).toMatch(/追风车主-大壮10已报\d{4}2026-09-01/)
    const widths = await Promise.all(phones.map((page) => page.evaluate(() => document.documentElement.scrollWidth)))
    expect(Math.max(...widths)).toBeLessThanOrEqual(390)
  })

  it('forget names and link when it ends, and hand over by the next one what was still to be handed over', async () => {
    const [one] = phones as [Page, Page]
    const stored = () => one.evaluate(() => JSON.stringify(localStorage))
    wire.cut()
    await seatOf(one, '老周').getByRole('button', { name: '签到' }).click()
    await one.getByText('1 条待上传').waitFor()
    g.clock.set(Date.UTC(2026, 8, 21))
    wire.mend()
    await one.evaluate(() => dispatchEvent(new Event('online')))
    await one.getByText('链接过期了，还有 1 条没上传').waitFor()
    expect(await one.locator('main').textContent()).not.toContain('大壮')
    expect(await stored()).not.toMatch(/door-of|大壮/)
    await g.whispers('朵朵', '签到 1')
    await one.goto(wire.url + pathTo(g.privateSaid('朵朵').findLast((said) => said.includes('/door/')) ?? ''))
    await one.getByText('到了 3 / 3 家').waitFor()
    await one.getByText('已同步').waitFor()
    expect((await stored()).match(/"door:/g)).toHaveLength(1)
    await g.read((db) => db.update(Activity, { code: 1 }, { state: 'cancelled' }))
    await one.evaluate(() => dispatchEvent(new Event('online')))
    await one.getByText('链接过期了，回机器人').waitFor()
    expect(await stored()).toBe('{}')
  })
})
