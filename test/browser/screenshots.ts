import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../kit/browser.js'
import { startProgram } from '../kit/program.js'
import { DESK, PHONE, takeSeat, type Visitor } from './visitor.js'

/** `npm run screenshots`: plays the tour of README and takes its pictures. */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const [SELLER, ASKER, BUYER, FAMILY, SALES] = ['2156093847', '1354407892', '1123607584', '506183327', '10009004']
const WISH = '手里这台开六年了，想换台七座的，旧车店里能抵多少？'

mkdirSync(FOLDER, { recursive: true })
const [program, browser] = await Promise.all([startProgram(), openBrowser()])
try {
  await playGroup(browser)
  await playPhone(browser)
} finally {
  await browser.close()
  await program.stop()
}

async function shoot({ page }: Visitor, name: string): Promise<void> {
  // Letters and drawers come into place first; nothing may be half-way in a picture.
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.allSettled(document.getAnimations().map((each) => each.finished))
  })
  await page.mouse.move(0, 0)
  await page.screenshot({ path: `${FOLDER}${name}.png` })
  console.log(`docs/images/${name}.png`)
}

async function playGroup(browser: Browser): Promise<void> {
  const seat = await takeSeat(browser, program.url, { ...DESK, height: 900 })
  const seller = await seat.visit(SELLER)
  await seller.says('专业贴膜改色，全市最低价，要的加V：tiemo8866，群友再打八折')
  await seller.hears('推销类')
  const asker = await seat.visit(ASKER)
  await asker.says('咱店里做个小保养多少钱啊，工时费怎么算的')
  await asker.hears('我请售后顾问私聊您')
  const buyer = await seat.visit(BUYER)
  await buyer.says(WISH)
  await buyer.hears('想换车 · 追风车主-橘子汽水', 'staff')
  await buyer.hears('我请顾问私下跟您细聊')
  await shoot(buyer, 'group')
  await buyer.asksWhy('owners', BUYER, WISH)
  await shoot(buyer, 'explain')
  await seat.leave()
}

async function playPhone(browser: Browser): Promise<void> {
  const seat = await takeSeat(browser, program.url, PHONE)
  const family = await seat.visit(FAMILY)
  await family.says('报名 2大1小')
  await family.hears('报上啦 ✅ 2大1小')
  await family.says('谁报名了，名单发一下')
  await family.hears(/桃子 2大1小/)
  await shoot(family, 'phone-sign-up')
  const sales = await seat.visit(SALES, 'staff')
  await sales.presses('我来接', '追风车主-橘子汽水', 'staff')
  await sales.hears('归您跟', 'staff')
  await shoot(sales, 'phone-lead')
  await seat.leave()
}
