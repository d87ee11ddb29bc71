import type { LeadLevel } from '../../store/index.js'

const WEEKDAY = '(?:周|星期|礼拜)[一二三四五六日天]'

/** What people do in the week in which they buy, whenever they said it. */
const STEPS =
  /现车|订金|定金|首付|试驾|提车|看车|看看?(?:车|实车)|(?:去|来|过来|带.{0,6})看(?:看|下|一下|[，。！!？?]|$)|到店|直接找谁|找谁|接待(?!的|过|我)|评估|几点(?:上班|下班|开门|关门|人少)|上班(?:不|吗|没)|(?:发|给)(?:个|我)?(?:定位|地址)|(?:买|购|订)车合同|全款/
/** A day of this week. What is past, and what is a week away, is none. */
const THIS_WEEK = new RegExp(
  `今天(?:去|来|到|过|就|下午|晚上)|今晚|明天|明早|明儿|大?后天|马上|这两天|这几天|这(?:个)?(?:周|星期|礼拜)|本周|(?<!上|下|下个|上个)(?:周末|${WEEKDAY})`,
)
const THIS_MONTH =
  /尽快|抓紧|着急|急用|月底|这个?月|本月|[五十]一前|(?:国庆|中秋|过节|节)前|下个?(?:周|星期|礼拜)|半个?月|[两二三]周/
/** Whoever asks what it costs has begun to compare. */
const MONEY = /抵多少|能抵|补贴|优惠|落地|报价|报个[数价]|多少钱|什么价|回收|收不收|对公|专票|分期|政策/
const LATER = /明年|后年|以后再|过[几两]年|再说|不急|不着急|先了解|随便(?:问|看)|攒钱|有机会|再等等|还早/
/** It has happened: that says nothing about the next car. */
const PAST = /(?:上次|上回|去年|前年|当时|那会儿?|昨天|前天|早就)[^，。,;；！？!?]*/g

/** How many quotes back a step towards buying still counts. */
const RECENT = 3

/**
 * H, A, B or C from what the member said, the newest words first; B when nothing tells. A proposal: people may change
 * it. A day by itself counts in the newest words only, since people name days for much else.
 */
export function proposeLevel(quotes: readonly string[]): LeadLevel {
  const recent = quotes.slice(-RECENT).map((quote) => quote.replace(PAST, ''))
  const newest = recent.at(-1) ?? ''
  if (LATER.test(newest) && !STEPS.test(newest)) return 'C'
  if (THIS_WEEK.test(newest) || recent.some((quote) => STEPS.test(quote))) return 'H'
  if (THIS_MONTH.test(newest) || recent.some((quote) => MONEY.test(quote))) return 'A'
  return 'B'
}
