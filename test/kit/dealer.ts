import type { Dealer } from '../../src/kit/dealer.js'

/** The store that the tests work for. */
export const DEALER: Dealer = {
  name: '星途行',
  brand: '追风',
  zone: 'Asia/Shanghai',
  locale: 'zh-CN',
  watchDays: 0,
  greetWithin: 0,
  hours: { from: 8 * 60 + 30, to: 18 * 60 },
}
