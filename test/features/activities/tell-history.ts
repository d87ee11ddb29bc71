import { DateTime } from 'luxon'
import { followTalk } from '../../../src/features/activities/follow-talk.js'
import { NO_TALK, type Said, type Talk } from '../../../src/features/activities/talk.js'

export const ZONE = 'Asia/Shanghai'
const HEADER = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:【(.+?)】)?(.*?)(?:\((\d+)\)|<(\S+)>)\s*$/

/** Reads a QQ history: header lines and the text lines under them. Staff are marked, or named in `staff`. */
export function readHistory(text: string, staff: RegExp): Said[] {
  const messages: (Said & { lines: string[] })[] = []
  for (const line of text.replace(/\r/g, '').split('\n')) {
    const found = HEADER.exec(line)
    if (!found) {
      messages.at(-1)?.lines.push(line)
      continue
    }
    const [, day, time, level = '', name = '', account, email] = found
    const at = DateTime.fromISO(`${day}T${time}`, { zone: ZONE }).toMillis()
    const isStaff = /管理员|群主/.test(level) || staff.test(name)
    messages.push({ person: account ?? email ?? '', name, staff: isStaff, text: '', at, lines: [] })
  }
  const told = messages.filter(({ name }) => name !== '系统消息')
  const marked = new Set(told.filter(({ staff: is }) => is).map(({ person }) => person))
  return told.map(({ lines, ...said }) => ({ ...said, staff: marked.has(said.person), text: lines.join('\n').trim() }))
}

/** Folds a history, members becoming known as they speak. */
export function tellHistory(messages: Said[]): Talk {
  const names = new Map<string, string>()
  let talk = NO_TALK
  for (const said of messages) {
    if (!said.staff) names.set(said.person, said.name)
    const members = [...names].map(([id, name]) => ({ id, name }))
    talk = followTalk(talk, said, { zone: ZONE, members }).talk
  }
  return talk
}

/** `account adults/children state`, sorted. */
export function rows(talk: Talk, index = 0): string[] {
  const roster = talk.activities[index]?.roster ?? []
  return roster.map(({ person, adults, children, state }) => `${person} ${adults}/${children} ${state}`).sort()
}
