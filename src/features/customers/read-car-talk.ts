import { DateTime } from 'luxon'
import { foldText } from '../../kit/chinese/fold-text.js'
import { readNumber } from '../../kit/chinese/number.js'
import { findPastDay } from '../../kit/chinese/past-day.js'

/** What a member let slip about their own car. */
export interface CarTalk {
  /** inspected, insured, serviced, bought: the day on which it was done. insurance: until when it is insured. */
  kind: 'mileage' | 'inspected' | 'insured' | 'insurance' | 'serviced' | 'bought'
  /** km for a mileage, else an ISO day. */
  value: string
  quote: string
}

/** The car of somebody else, or of nobody. */
const OTHERS =
  /朋友|同事|邻居|亲戚|同学|哥们|闺蜜|老婆|媳妇|老公|我[爸妈弟哥姐妹]|表[哥弟姐妹]|岳父|丈人|人家|别人|有人|有的车|他[的家那]|她[的家那]|二手|收车|卖车|出售|转让|收[一台]|新闻|网上|视频里/
/** What is not so: wished, supposed, asked, offered, customary. */
const NOT_SO =
  /如果|要是|等|假如|万一|打算|准备|计划|想|以后|等[到跑开过]|希望|争取|目标|能跑|可以跑|能开|保证|最多|至少|续航|多少|几|什么|吗|呢|怎么|[?]|才能|建议|一般|通常|每|平均|年均|据说|听说|还没|没有|没[做过去办审]|不到|应该|该[做去过]|需要|记得|别忘|钱|块|优惠|活动|送|质保|保修/
/** How far one came on a way, or in a time: not what the car has behind it. */
const A_WAY =
  /自驾|来回|往返|这趟|一趟|一天|昨天|今天|一路|高速|长途|老家|一年|一个?月|半年|假期|国庆|春节|充一次|一箱油|这次/

const AMOUNT =
  '(\\d{1,3}(?:\\.\\d+)?|[一二两三四五六七八九十]{1,3})\\s*万\\s*([一二三四五六七八九1-9](?![年个月天]))?千?|(\\d{4,6})(?!\\d|年)'
const MILEAGE = [
  new RegExp(
    `(?:跑完|跑了|跑到|开了|开到|行驶了?|跑过|突破|破|过)(?:快|将近|差不多|有|大概|整整|了)*\\s*(?:${AMOUNT})\\s*(?:多|出头|左右)?\\s*(?:公里|千米|km)`,
  ),
  new RegExp(`(?:里程|公里数|表显|码表)(?:数|表)?(?:现在|已经|刚好|刚过|刚到|是|到|有|显示|快|都)*\\s*(?:${AMOUNT})`),
  new RegExp(`(?:我|这|车).{0,8}(?:跑|开)了\\s*(?:${AMOUNT})\\s*(?:多|出头)?\\s*了`),
]
const SERVICED =
  /(?:做|弄|搞)(?:完|了|好|过)?(?:的|个|了)?(?:首保|小保养|大保养|保养)|(?:首保|小保养|大保养|保养)(?:刚|已经|都)?.{0,6}(?:做|弄|搞)(?:完|了|好|过|的)/
const INSPECTED =
  /(?:过|做|办|审|验|搞)(?:完|了|的|好|过)*(?:年检|年审|审车|检车|车审)|(?:年检|年审|车审|审车)(?:刚|已经|都)?.{0,6}(?:过|做|办|审|验|搞)(?:完|了|好|的|掉)/
const RENEWED =
  /(?:续|买|交|上)(?:完|了|好|的|上)*(?:车险|保险)|(?:车险|保险)(?:刚|已经|都)?.{0,6}(?:续|交|买)(?:完|了|好|的|上)/
const EXPIRES = /(?:车险|保险|交强险|商业险)[^,，。!！]{0,12}到期|到期[^,，。!！]{0,4}(?:车险|保险)/
const BOUGHT = /提(?:的|了)?(?:新?车)|(?:新?车)(?:是)?.{0,8}提的|买的(?:这|新)?车|(?:这|我)车(?:是)?.{0,10}买的/
const SINCE =
  /(?:提车|(?:我|这|我这|我的|我们家这|俺这)(?:台|辆|个)?车(?:买了|开了|提了|到手))(?:已经|都|整整|正好|刚好|满)*\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(年半?|周年|个月)/

/** Everything that a text says of its writer's own car, with the words that say so. `at` (UTC ms) is when it was said. */
export function readCarTalk(text: string, at: number, zone: string): CarTalk[] {
  const folded = foldText(text)
  if (OTHERS.test(folded)) return []
  const found: CarTalk[] = []
  // A question mark belongs to its clause.
  for (const clause of folded.match(/[^,，。;；!！\n]+/g) ?? []) {
    if (NOT_SO.test(clause)) continue
    const start = folded.indexOf(clause)
    const quote = text.slice(start, start + clause.length).trim()
    for (const [kind, value] of readClause(clause, at, zone))
      if (value && !found.some((each) => each.kind === kind)) found.push({ kind, value, quote })
  }
  return found
}

function readClause(clause: string, at: number, zone: string): [CarTalk['kind'], string | null][] {
  const done = () => pastDay(clause, at, zone)
  return [
    ['mileage', A_WAY.test(clause) ? null : readMileage(clause)],
    ['serviced', SERVICED.test(clause) ? done() : null],
    ['inspected', INSPECTED.test(clause) ? done() : null],
    ['insured', RENEWED.test(clause) && !EXPIRES.test(clause) ? done() : null],
    ['insurance', EXPIRES.test(clause) ? expiry(clause, at, zone) : null],
    ['bought', since(clause, at, zone) ?? (BOUGHT.test(clause) ? done() : null)],
  ]
}

function readMileage(clause: string): string | null {
  for (const pattern of MILEAGE) {
    const [, many, thousands, plain] = pattern.exec(clause) ?? []
    const tenThousands = many && (/\d/.test(many) ? Number(many) : readNumber(many))
    const km = tenThousands
      ? tenThousands * 10_000 + (thousands ? readNumber(thousands) * 1_000 : 0)
      : Number(plain ?? 0)
    if (km >= 1_000 && km <= 1_000_000) return String(Math.round(km))
  }
  return null
}

/** 刚 is today, 上周 a week ago; null when no day is named. */
function pastDay(clause: string, at: number, zone: string): string | null {
  const now = DateTime.fromMillis(at, { zone })
  if (/上(?:个)?(?:周|星期|礼拜)/.test(clause)) return now.minus({ days: 7 }).toISODate()
  return findPastDay(clause, at, zone) ?? (/刚|才/.test(clause) ? now.toISODate() : null)
}

function since(clause: string, at: number, zone: string): string | null {
  const [, amount = '', unit] = SINCE.exec(clause) ?? []
  if (!unit) return null
  const number = readNumber(amount)
  const span = unit === '个月' ? { months: number } : { months: number * 12 + (unit === '年半' ? 6 : 0) }
  return number > 0 && number <= 20 ? DateTime.fromMillis(at, { zone }).minus(span).toISODate() : null
}

/** 下个月到期, 12月到期, 12月5号到期, 月底到期: the last day that it can mean. */
function expiry(clause: string, at: number, zone: string): string | null {
  const now = DateTime.fromMillis(at, { zone }).startOf('day')
  if (/已经?到期|过期|上个?月|去年/.test(clause)) return null
  if (/下个?月/.test(clause)) return now.plus({ months: 1 }).endOf('month').toISODate()
  if (/这个?月|本月|月底|月末/.test(clause)) return now.endOf('month').toISODate()
  const [, inMonth, onDay] = /(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(\d{1,2})[日号])?/.exec(clause) ?? []
  if (inMonth) {
    const month = readNumber(inMonth)
    const first = DateTime.fromObject({ year: now.year, month, day: onDay ? Number(onDay) : 1 }, { zone })
    if (!first.isValid) return null
    const day = onDay ? first : first.endOf('month').startOf('day')
    const next = day < now ? day.plus({ years: 1 }) : day
    return (onDay ? next : next.endOf('month')).toISODate()
  }
  return null
}
