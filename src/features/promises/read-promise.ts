import { findWhen } from '../../kit/chinese/when.js'
import { HOUR } from '../../kit/clock.js'
import type { Dealer } from '../../kit/dealer.js'
import { afterWorking } from '../../kit/working-hours.js'

export interface PromiseMade {
  /** UTC ms */
  dueAt: number
  /** The sentence that promises, as it was written. */
  quote: string
}

/** What the staff do for a customer later: answer, call, quote, send, look up. */
const DEED =
  /(?:[给跟向帮为]|告诉|通知|联系|回复|答复|回电|回)(?:您|你|你们|大家|@)|(?:您|你)(?:回复|回电|回话|报价|答复|发过去|送过去|打过去|消息|信儿?)|(?:打|回|发)(?:个)?(?:电话|消息|报价)?(?:给|过去)?(?:您|你)|回复(?:一下)?(?:您|你)/
const SELF = /我|咱|这边|店里|同事|师傅|客服|顾问|马上|稍后|尽快|回头/
/** Soon, without a time: the business day has hours enough for it. */
const SOON = /马上|稍后|一会儿?|待会儿?|等会儿?|尽快|晚点|回头|稍等/
const SOON_MEANS = 2 * HOUR

/** A question, a refusal, or what was done already promises nothing. */
const NO_PROMISE =
  /[?？]|吗|呢$|没法|不能|无法|不一定|已经|刚刚|上次|昨天|前天|刚才|要不要|可以.*(?:联系|找)我|您(?:直接)?(?:打|联系|来)|优惠|最低|打折/

const SENTENCE = /[^。！!；;\n]+[。！!；;]?/g

/** 我明天给您报价, 周六前回复您: the first promise in the words of one of the staff; null when there is none. */
export function readPromise(
  text: string,
  at: number,
  { zone, hours }: Pick<Dealer, 'zone' | 'hours'>,
): PromiseMade | null {
  for (const [sentence] of text.matchAll(SENTENCE)) {
    if (!DEED.test(sentence) || NO_PROMISE.test(sentence)) continue
    const when = findWhen(sentence, at, zone)
    const quote = sentence.trim()
    if (when && when.at > at) return { dueAt: when.at, quote }
    if (!when && SOON.test(sentence) && SELF.test(sentence))
      return { dueAt: afterWorking(at, SOON_MEANS, hours, zone), quote }
  }
  return null
}
