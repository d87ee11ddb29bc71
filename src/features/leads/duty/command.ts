/** What is said about who works when, and about how leads are worked on. */
export type DutyCommand =
  | { type: 'roster' }
  /** 1 is Monday; no names: the day belongs to all again. */
  | { type: 'plan'; weekday: number; names: string[] }
  /** Without a name it is whoever says so; `when` are the words that name the days. */
  | { type: 'leave'; name: string | null; when: string }
  | { type: 'back'; name: string | null }
  | { type: 'settings' }
  | { type: 'set'; field: 'claimMinutes' | 'holdMost' | 'managerDays' | 'poolDays'; value: number }

const ENGLISH = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY = `(?:(?:周|星期|礼拜)([一二三四五六日天])|(${ENGLISH.join('|')}))`
const PLAN = new RegExp(`^(?:排班|duty)\\s*${DAY}[\\s:：]+(.+)$`, 'i')
const EVERYBODY = /^(?:所有人|全部|都上|everybody)$/i
const LEAVE = /^(?:请假|off)\s+(.+)$/i
const BACK = /^(?:销假|back)(?:\s+@?(\S+))?$/i
const FIELDS = [
  [/^(?:认领|claim)/i, 'claimMinutes'],
  [/^(?:上限|最多|hold)/i, 'holdMost'],
  [/^(?:经理|manager)/i, 'managerDays'],
  [/^(?:收回|回池|return)/i, 'poolDays'],
] as const
const SETTINGS = /^(?:线索设置|lead settings)(?:\s+(\D+?)\s*(\d{1,3})\s*(?:分钟?|天|条|个|minutes?|days?|leads?)?)?$/i

const namesIn = (words: string): string[] => words.split(/[\s、，,@]+/).filter(Boolean)

/** `排班`, `排班 周六 佳佳 小赵`, `请假 小赵 明天`, `销假 小赵`, `线索设置`, `线索设置 认领 15分钟`. */
export function readDuty(said: string): DutyCommand | null {
  const text = said.trim()
  if (/^(?:排班|duty)$/i.test(text)) return { type: 'roster' }
  const [, chinese, english, people = ''] = PLAN.exec(text) ?? []
  if (chinese || english) {
    const index = chinese ? '一二三四五六日'.indexOf(chinese.replace('天', '日')) : ENGLISH.indexOf(english ?? '')
    return { type: 'plan', weekday: index + 1, names: EVERYBODY.test(people.trim()) ? [] : namesIn(people) }
  }
  const [, away] = LEAVE.exec(text) ?? []
  if (away) {
    const [first = '', ...rest] = away.split(/\s+/)
    return rest.length
      ? { type: 'leave', name: first.replace('@', ''), when: rest.join(' ') }
      : { type: 'leave', name: null, when: first }
  }
  const back = BACK.exec(text)
  if (back) return { type: 'back', name: back[1] ?? null }
  const settings = SETTINGS.exec(text)
  if (!settings) return null
  const [, what, number] = settings
  if (!what) return { type: 'settings' }
  const field = FIELDS.find(([words]) => words.test(what))?.[1]
  return field ? { type: 'set', field, value: Number(number) } : null
}
