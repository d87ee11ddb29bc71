import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../kit/browser.js'
import { type Program, startProgram } from '../kit/program.js'
import { DESK, PHONE, type Seat, takeSeat } from './visitor.js'

const SALES = '10009004'
/** People of the demo group; each width plays with its own, and both in the same group. */
const CAST = [
  {
    width: 'at a desk',
    screen: DESK,
    newcomer: '小雨',
    seller: { id: '2156093847', name: '阿伟' },
    asker: { id: '1354407892', name: '小满' },
    buyer: { id: '1123607584', name: '橘子汽水' },
    families: [
      { id: '506183327', name: '桃子' },
      { id: '39184420', name: '老徐' },
    ],
  },
  {
    width: 'on a phone',
    screen: PHONE,
    newcomer: '阿舟',
    seller: { id: '609417753', name: '二狗' },
    asker: { id: '81630279', name: '石头' },
    buyer: { id: '23847710', name: '婉姐' },
    families: [
      { id: '45630912', name: '赵老师' },
      { id: '536718204', name: '强子' },
    ],
  },
] as const

let program: Program
let browser: Browser
beforeAll(async () => {
  ;[program, browser] = await Promise.all([startProgram(), openBrowser()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

describe.each(CAST)('the sandbox group $width', ({ screen, newcomer, seller, asker, buyer, families }) => {
  let seat: Seat
  beforeAll(async () => {
    seat = await takeSeat(browser, program.url, screen)
  })
  afterEach(async () => {
    const reachOver = await seat.reachOver()
    await seat.leave()
    // Whatever was played: nothing stood over the right edge of the screen.
    expect(reachOver).toBeLessThanOrEqual(0)
  })

  it('greets a newcomer, and says how the name card should look when they report in', async () => {
    const me = await seat.visit()
    await me.joins(newcomer, newcomer)
    await me.hears(`欢迎 @${newcomer} 进群`)
    await me.says('大家好，新人报到，上周刚提的灰色两驱，以后请多关照')
    await me.hears(`麻烦把群名片改成「追风车主-${newcomer}」`)
  })

  it('takes an advert back at once and tells its writer why; the staff see it', async () => {
    const me = await seat.visit(seller.id)
    await me.says('专业贴膜改色，全市最低价，要的加V：tiemo8866，群友再打八折')
    await me.hears(new RegExp(`@追风车主-${seller.name}.*推销类`))
    const post = me.post('owners', seller.id, '撤回了这条消息')
    await post.waitFor()
    expect(await post.getAttribute('data-recalled')).toBe('true')
    // On a phone the card is there before the room has been opened.
    if (screen === PHONE) await me.page.locator('.phone-head .ant-badge-count').waitFor()
    await me.goesTo('staff')
    await me.hears(new RegExp(`${seller.name}.*发广告`), 'staff')
    expect(await me.seesNewest('staff')).toBe(true)
  })

  it('moves a question about service prices to a private talk, and leaves it standing', async () => {
    const me = await seat.visit(asker.id)
    await me.says('咱店里做个小保养多少钱啊，工时费怎么算的')
    await me.goesTo('staff')
    await me.hears(new RegExp(`${asker.name}.*谈售后价格`), 'staff')
    await me.goesTo('owners')
    await me.hears('我请售后顾问私聊您')
    expect(await me.post('owners', asker.id, '小保养多少钱').getAttribute('data-recalled')).toBeNull()
  })

  it('turns talk about a trade-in into a lead card, which a salesperson claims by its button', async () => {
    const sales = await seat.visit(SALES, 'staff')
    const me = await seat.visit(buyer.id)
    await me.says('手里这台开六年了，想换台七座的，旧车店里能抵多少？')
    const card = new RegExp(`级线索 #\\d+ · 想换车 · 追风车主-${buyer.name}[^]*「手里这台开六年了`)
    await sales.hears(card, 'staff')
    await sales.presses('我来接', card, 'staff')
    await sales.hears(new RegExp(`追风车主-${buyer.name} 归您跟`), 'staff')
  })

  it('signs families up by words and by button, and shows the list', async () => {
    const [family, couple] = families
    const me = await seat.visit(family.id)
    await me.says('报名 2大1小')
    await me.hears(new RegExp(`@追风车主-${family.name}\\s+报上啦 ✅ 2大1小`))
    await me.becomes(couple.id, couple.name)
    await me.presses('报名 2 人', '青峰果园一日游')
    await me.hears(new RegExp(`@追风车主-${couple.name}\\s+报上啦 ✅ 2大`))
    await me.says('谁报名了，名单发一下')
    await me.hears(new RegExp(`追风车主-${family.name} 2大1小[^]*追风车主-${couple.name} 2大`))
  })

  it('explains what it understood: labels, scores, evidence, and what it did', async () => {
    const me = await seat.visit(buyer.id)
    await me.says('要是把旧车开过来，店里置换能给到多少，我想换台大点的')
    await me.asksWhy('owners', buyer.id, '店里置换能给到多少')
    const drawer = me.page.getByTestId('explain-drawer')
    await drawer.locator('[data-testid="explain-verdict"] [data-label="trade_in"]').waitFor()
    expect(await drawer.getByTestId('score-trade_in').textContent()).toMatch(/([5-9]\d|100)%$/)
    expect(await drawer.getByTestId('explain-text').locator('mark').count()).toBeGreaterThan(0)
    expect(await drawer.locator('.evidence q').count()).toBeGreaterThan(0)
    await drawer.getByTestId('explain-decisions').getByText('线索').first().waitFor()
  })

  it('is corrected by a colleague beside the message, and the staff room hears of it', async () => {
    const words = `我家${newcomer}学会骑车了，周末去河边溜一圈`
    await (await seat.visit(asker.id)).says(words)
    const staff = await seat.visit(SALES)
    await staff.asksWhy('owners', asker.id, words)
    const drawer = staff.page.getByTestId('explain-drawer')
    await drawer.getByTestId('correct-missed').click()
    await staff.page.getByRole('menuitem', { name: '转介绍' }).click()
    await drawer.getByText('是「转介绍」').waitFor()
    await (await seat.visit(SALES, 'staff')).hears(/级线索 #\d+ · 身边有人想买[\s\S]*学会骑车了/, 'staff')
  })

  it('speaks English when asked to, and remembers it', async () => {
    const me = await seat.visit()
    await me.openDrawer()
    await me.page.getByTestId('language').click()
    await me.page.getByText('The bot, in private').waitFor()
    await me.page.reload()
    await me.openDrawer()
    await me.page.getByText('The bot, in private').waitFor()
    expect(await me.page.title()).toBe('Cheyou · sandbox group')
    await me.page.getByTestId('language').click()
    await me.page.getByText('和管家私聊').waitFor()
  })
})
