import { findDays, findTimes, instantOf, type NamedDay, type NamedTime } from '../../kit/chinese/dates.js'
import { foldText } from '../../kit/chinese/fold-text.js'
import { activityKeywords } from './activity-keywords.js'
import { ACTIVITY_KINDS, type ActivityKind, type Announcement } from './announcement.js'
import { readCap } from './read-cap.js'
import { readTitle } from './read-title.js'

const CALL =
  /报名|接龙|欢迎[\u4e00-\u9fa5]{0,8}(?:参加|参与|来|加入|前来|到)|诚邀|邀请|邀您|招募|召集|扣\s*1|回复?\s*[“"'「]?1|想(?:去|来|参加|玩)的|有兴趣的|感兴趣的|要(?:去|来|参加)的|参加的|登记|名额|约起|走起|组队|求组|有谁(?:想)?(?:去|来)/
const THING = new RegExp(
  `活动|${Object.values(ACTIVITY_KINDS)
    .map((pattern) => pattern.source)
    .join('|')}`,
)
const LABEL =
  /(?:^|\n|[\s【。;；])(?:活动)?(?:时间|日期|集合(?:时间|地点)?|地点|地址|费用|价格|名额|人数|报名(?:方式|格式|截止|时间)?|截止(?:时间|日期)?|路线|行程|安排|流程|主题|内容|对象)\s*[:：]/g
/** Words of lists, reminders and reports: they speak of an activity that was announced before. */
const NOT_NOTICE =
  /最终名单|名单(?:如下|公布|已|确认|汇总)|报名(?:已经?)?(?:截止|结束|关闭|满)(?:了|啦|✋|!|！|$|[\s,，。])|截止(?:了|啦|✋)|已(?:经)?(?:满员|截止|报满|结束|取消)|名额已满|满员啦?|还有\s*\d+\s*(?:分钟|小时|个小时)|圆满(?:结束|成功)|(?:活动|精彩)(?:总结|回顾)|(?:昨天|上周|上次|前天)的?[\u4e00-\u9fa5]{0,6}(?:活动|自驾|照片)|温馨提醒|目前(?:登记|报名|已)|还没报的|延期|改期|取消(?!报名)/
const STILL_OPEN = /开始报名|现在报名|报名开始|接受报名|报名中|报名从速|还有[^\n,，。]{0,6}名额/
const SERVICE = /营业时间|上班时间|放假|值班安排|正常营业|休息(?:通知|安排)|停业|系统维护/

const DEADLINE_CLAUSE =
  /截止|截至|截稿|为止|过时不候|报名(?:时间|日期|期限)|前(?:报名?|接龙|报上|私聊|私信|登记|填|回复|完成|确认|统计|告诉|找我)|之前/
const RIGHT_BEFORE = /^\s*(?:[（(][^)）]{0,8}[)）])?\s*(?:之?前|以前|截止|截至|为止|止)/
const AFTER_UNTIL = /(?:截止|截至|截止到|报名到|到)(?:日期|时间)?\s*[:：是为到至]?\s*$/
const GATHER_CLAUSE = /集合|碰头|签到|到场|入场|报到/
const START_CLAUSE = /时间|日期|出发|发车|开始|开场|举行|举办|准时/

/**
 * Reads a notice of staff that announces an activity with sign-ups. Null for everything else: final lists, reminders,
 * closing notes, opening hours, chatter. The caller makes sure that the sender is staff.
 * @param at instant of the message, UTC ms; days in the text are counted from it in `zone`.
 */
export function recogniseAnnouncement(text: string, at: number, zone: string): Announcement | null {
  const folded = foldText(text)
  if (folded.trim().length < 12) return null
  const call = CALL.exec(folded)
  const thing = THING.exec(folded)
  const labels = folded.match(LABEL)?.length ?? 0
  if (!call || (!thing && labels < 2)) return null
  if ((NOT_NOTICE.test(folded) && !(STILL_OPEN.test(folded) || labels >= 4)) || SERVICE.test(folded)) return null
  if (/^\s*@(?!全体|所有|all)/.test(folded) && labels < 2) return null

  const today = findDays('今天', at, zone)[0]?.day ?? ''
  const times = findTimes(folded)
  const closing = (at: NamedDay | NamedTime) => isDeadline(folded, at)
  const days = findDays(folded, at, zone)
  const day = chooseDay(
    folded,
    days.filter((found) => !closing(found) && found.day >= today),
  )
  if (!day) return null
  const weight =
    (thing ? 1 : 0) +
    Math.min(labels, 2) +
    (/^[\s@全体成员]*[【《#[]/.test(folded) ? 1 : 0) +
    (/报名|报个名|接龙|名额|招募|诚邀|邀|集合/.test(folded) ? 1 : 0) +
    (folded.length > 40 ? 1 : 0)
  if (weight < 2) return null

  const open = times.filter((time) => !closing(time))
  const gather = open.find((time) => GATHER_CLAUSE.test(clause(folded, time)))
  const start =
    open.find((time) => START_CLAUSE.test(clause(folded, time)) && time !== gather) ??
    gather ??
    open.find((time) => time.start >= day.start) ??
    open[0]
  const startsAt = instantOf(day.day, start ?? { hour: 0, minute: 0 }, zone)
  const kind = (Object.keys(ACTIVITY_KINDS) as (keyof typeof ACTIVITY_KINDS)[]).find((name) =>
    ACTIVITY_KINDS[name].test(folded),
  ) as ActivityKind | undefined
  const place = label(text, folded, /(?:活动|集合)?(?:地点|地址|目的地)\s*[:：]\s*([^\n，,；;。]{2,30})/)
  const title = readTitle(text)
  const deadline = readDeadline(folded, days.filter(closing), times.filter(closing), at, zone, today)
  return {
    title,
    kind: kind ?? 'other',
    day: day.day,
    startsAt,
    ...(gather && { gatherAt: instantOf(day.day, gather, zone) }),
    ...(place && { place }),
    ...optional('cap', readCap(folded)),
    ...(deadline !== undefined && deadline <= instantOf(day.day, { hour: 24, minute: 0 }, zone) && { deadline }),
    ...optional('format', label(text, folded, /(?:报名|接龙)(?:格式|方式)?\s*[:：]\s*([^\n。；;]{2,60})/)),
    ...optional('fee', label(text, folded, /(?:活动)?(?:费用|价格|收费|门票)\s*[:：]\s*([^\n。；;]{1,60})/)),
    evidence: [call[0], text.slice(day.start, day.end), ...(thing ? [thing[0]] : [])].map((words) => words.trim()),
    keywords: activityKeywords(text, title, day.day, place),
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>)
}

/** A labelled day (时间：9月19日) before any other. */
function chooseDay(folded: string, days: NamedDay[]): NamedDay | undefined {
  const labelled = days.find((found) =>
    /(?:时间|日期)\s*[:：]?[^\n:：]{0,6}$/.test(folded.slice(Math.max(0, found.start - 12), found.start)),
  )
  // 九月自驾 or 国庆 in a headline is the season; a day with a number is the day.
  const numbered = days.find((found) =>
    /\d|[周星礼]|[今明后]|[一二三四五六七八九十]+[日号]/.test(folded.slice(found.start, found.end)),
  )
  return labelled ?? numbered ?? days[0]
}

/** The clause around a place in the text, commas included as ends only where the clause is long. */
function clause(folded: string, { start, end }: { start: number; end: number }): string {
  const before = folded.slice(0, start).search(/[^\n,，。；;!！?？]*$/)
  const after = folded.slice(end).search(/[\n,，。；;!！?？]/)
  return folded.slice(before, after < 0 ? folded.length : end + after)
}

function isDeadline(folded: string, found: { start: number; end: number }): boolean {
  const tail = folded.slice(found.end, found.end + 16)
  if (RIGHT_BEFORE.test(tail)) return !/^\s*之?前(?:往|台|来|后)/.test(tail)
  // 周四 of 周四18:00前.
  if (
    /^\s*(?:[（(]?(?:周|星期)[一-龥][)）]?)?\s*(?:早上|上午|中午|下午|傍晚|晚上|晚)?\s*\d{1,2}(?::\d{2}|点半?)\s*(?:之?前(?!往)|截止|截至|止)/.test(
      tail,
    )
  )
    return true
  if (/^\s*(?:下班|中午|晚上|当天)?\s*(?:之?前(?!往)|截止)/.test(tail)) return true
  if (
    AFTER_UNTIL.test(folded.slice(Math.max(0, found.start - 10), found.start)) &&
    /截|报名/.test(clause(folded, found))
  )
    return true
  const around = clause(folded, found)
  return (
    /截止|截至|截稿|为止|报名(?:时间|日期|期限)/.test(around) ||
    (DEADLINE_CLAUSE.test(around) &&
      /报|接龙|登记|统计/.test(around) &&
      /前/.test(folded.slice(found.end, found.end + 8)))
  )
}

function readDeadline(
  folded: string,
  days: NamedDay[],
  times: NamedTime[],
  at: number,
  zone: string,
  today: string,
): number | undefined {
  // A period of signing up ends with its last day.
  const period = days.length > 1 && /报名(?:时间|日期)/.test(folded)
  const day = period ? days.at(-1) : days[0]
  const offWork = /(?:下班)(?:之)?前/.test(folded) ? { hour: 18, minute: 0 } : undefined
  const time = times.find((found) => !day || found.start >= day.start) ?? times[0] ?? offWork
  if (!day && !time) return undefined
  const instant = instantOf(day?.day ?? today, time ?? { hour: 24, minute: 0 }, zone)
  return instant > at ? instant : undefined
}

function label(text: string, folded: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(folded)
  if (!found?.[1]) return undefined
  const start = found.index + found[0].length - found[1].length
  return text.slice(start, start + found[1].length).trim()
}
