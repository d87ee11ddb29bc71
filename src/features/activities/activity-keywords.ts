import { foldText } from '../../kit/chinese/fold-text.js'
import type { OpenActivity } from './rsvp-intent.js'
import { ACTIVITY_NOUN } from './rsvp-words.js'

const WEEKDAYS = '日一二三四五六'

/**
 * Words by which members mean this activity: the nouns of its notice, the parts of its title, its day in the ways
 * people say it. `day` is YYYY-MM-DD.
 */
export function activityKeywords(notice: string, title: string, day: string, place?: string): string[] {
  const words = new Set<string>()
  for (const noun of foldText(notice).matchAll(ACTIVITY_NOUN)) words.add(noun[0])
  for (const part of foldText(title).split(/[\s·・【】[\]()（）\-—–,，、:：!！]+/)) {
    const name = part
      .replace(ACTIVITY_NOUN, '')
      .replace(/\d+月|活动|报名|开始|通知|本周|下周|周[一二三四五六日末]/g, '')
    if (name.length >= 2 && name.length <= 6) words.add(name)
  }
  const short =
    place &&
    foldText(place)
      .replace(/(?:门口|停车场|广场|大门|展厅|集合|.*?[市区县镇])/g, '')
      .trim()
  if (short && short.length >= 2 && short.length <= 6) words.add(short)
  const [, month, date] = day.split('-').map(Number)
  if (month && date) {
    const weekday = WEEKDAYS.charAt(new Date(`${day}T00:00:00Z`).getUTCDay())
    for (const word of [
      `周${weekday}`,
      `星期${weekday}`,
      `礼拜${weekday}`,
      `${date}号`,
      `${month}月${date}`,
      `${month}.${date}`,
    ])
      words.add(word)
    if (weekday === '日') for (const word of ['周天', '星期天', '礼拜天']) words.add(word)
    if (weekday === '六' || weekday === '日') words.add('周末')
  }
  return [...words]
}

const WHEN = /^(?:周|星期|礼拜|今天|明天|后天|\d)/

/**
 * The open activity that a folded text names; `strong` where more than its day is said (周六 alone is everybody's
 * Saturday). A tie goes to the later announced.
 */
export function namedActivity(
  folded: string,
  open: OpenActivity[],
): { activity: OpenActivity; strong: boolean } | undefined {
  let best: OpenActivity | undefined
  let bestScore = 0
  for (const activity of open) {
    let score = folded.includes(foldText(activity.title)) ? 4 : 0
    for (const word of activity.keywords) if (folded.includes(word)) score += WHEN.test(word) ? 0.5 : 2
    if (score > 0 && score >= bestScore) {
      best = activity
      bestScore = score
    }
  }
  return best && { activity: best, strong: bestScore >= 2 }
}

/** The text names an activity (拔河比赛, 年会) that is none of those open in the group. */
export function namesAnother(folded: string, open: OpenActivity[]): boolean {
  const nouns = [...folded.matchAll(ACTIVITY_NOUN)].map((found) => found[0])
  if (!nouns.length) return false
  const known = open.flatMap((activity) => [foldText(activity.title), ...activity.keywords]).join('\n')
  return !nouns.some((noun) => known.includes(noun) || [...noun].slice(-2).every((char) => known.includes(char)))
}
