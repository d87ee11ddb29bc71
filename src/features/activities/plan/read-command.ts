/** What can be filled in of an activity, one after the other. */
const FIELDS = {
  title: '标题|名称|title',
  theme: '主题|theme',
  when: '时间|日期|改期|when|time',
  place: '地点|地址|place|where',
  map: '地图|导航|map',
  cap: '上限|名额|人数|seats|cap',
  deadline: '截止|deadline',
  owner: '负责人|负责|owner',
  planned: '预算|budget',
  spent: '花费|实际花费|花了|spent',
  gift: '礼品|礼物|送|gift',
  questions: '问题|提问|questions?',
  poster: '海报|poster',
  photos: '照片|photos?',
  reminders: '提醒|reminders?',
  counted: '结果|接待|result',
} as const
export type Field = keyof typeof FIELDS

/** What can be asked for. */
const ASKS = {
  unanswered: '没回|未回|没报|电话名单|unanswered|call list',
  invite: '邀请|invite',
} as const
type Ask = keyof typeof ASKS

export type ActivityCommand =
  | { type: 'show'; code: number }
  | { type: 'edit'; code: number; field: Field; value: string }
  | { type: 'ask'; code: number; what: Ask }
  | { type: 'approve' | 'publish' | 'cancel' | 'calendar'; code: number }
  | { type: 'refuse'; code: number; why: string }
  | { type: 'templates'; word: string }
  | { type: 'year' }
  | { type: 'effect' }

const CALENDAR = /^(?:日历|calendar)$/i
const CODE = '[#＃]?\\s*(\\d{1,6})'
const start = (words: string) => new RegExp(`^(?:${words})\\s*${CODE}$`, 'i')
const ABOUT = new RegExp(`^(?:活动|activity)\\s*${CODE}(?:\\s+|(?=[\\u4e00-\\u9fa5]))([\\s\\S]+)$`, 'i')
const SHOW = start('活动|activity')
const ON_CODE: [RegExp, 'approve' | 'publish' | 'cancel'][] = [
  [start('批准(?:活动)?|approve'), 'approve'],
  [start('发布(?:活动)?|publish'), 'publish'],
  [start('取消活动|cancel activity'), 'cancel'],
]
const REFUSE = new RegExp(`^(?:驳回(?:活动)?|reject)\\s*${CODE}\\s*([\\s\\S]*)$`, 'i')
const TEMPLATES = /^(?:活动模板|activity templates?)\s*(\S*)$/i
const YEAR = /^(?:活动计划|年度计划|activity plan)$/i
const EFFECT = /^(?:活动效果|activity results?)$/i
const BUTTON = /^activity:(approve|publish|cancel):(\d+)$/

const entriesOf = <K extends string>(words: Record<K, string>) => Object.entries(words) as [K, string][]

/** `活动 3`, `活动 3 地点 云溪谷`, `批准 3`, `活动模板 烧烤`, `活动计划`. */
export function readActivityCommand(said: string): ActivityCommand | null {
  const text = said.trim()
  const [, pressed, button] = BUTTON.exec(text) ?? []
  if (button) return { type: pressed as 'approve', code: Number(button) }
  const shown = SHOW.exec(text)?.[1]
  if (shown) return { type: 'show', code: Number(shown) }
  for (const [pattern, type] of ON_CODE) {
    const code = pattern.exec(text)?.[1]
    if (code) return { type, code: Number(code) }
  }
  const refused = REFUSE.exec(text)
  if (refused) return { type: 'refuse', code: Number(refused[1]), why: refused[2]?.trim() ?? '' }
  const templates = TEMPLATES.exec(text)
  if (templates) return { type: 'templates', word: templates[1] ?? '' }
  if (YEAR.test(text)) return { type: 'year' }
  if (EFFECT.test(text)) return { type: 'effect' }
  const [, code, rest = ''] = ABOUT.exec(text) ?? []
  return code ? readAbout(Number(code), rest.trim()) : null
}

function readAbout(code: number, rest: string): ActivityCommand | null {
  if (CALENDAR.test(rest)) return { type: 'calendar', code }
  for (const [what, words] of entriesOf(ASKS))
    if (new RegExp(`^(?:${words})$`, 'i').test(rest)) return { type: 'ask', code, what }
  for (const [field, words] of entriesOf(FIELDS)) {
    const value = new RegExp(`^(?:${words})(?:\\s*[:：]\\s*|\\s+|(?=[\\d一-龥¥￥]))([\\s\\S]+)$`, 'i')
      .exec(rest)?.[1]
      ?.trim()
    if (value) return { type: 'edit', code, field, value }
  }
  return null
}
