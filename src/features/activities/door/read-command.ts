import type { Heads } from '../roster.js'

/** What a colleague says at the door. Heads are null where none are named: those of the sign-up. */
export type DoorCommand =
  | { type: 'show'; code: number }
  /** By the code of the seat, or by name. */
  | { type: 'arrive'; code: number; who: string; heads: Heads | null }
  | { type: 'walk_in'; code: number; name: string; heads: Heads | null }
  | { type: 'undo'; code: number; who: string }

const CODE = '[#＃]?\\s*(\\d{1,6})'
const UNDO = new RegExp(`^(?:撤销签到|取消签到|undo check[- ]?in)\\s*${CODE}\\s+(\\S.*)$`, 'i')
const ARRIVE = new RegExp(`^(?:签到|check[- ]?in)\\s*${CODE}(?:\\s+(\\S.*))?$`, 'i')
const WALK_IN = /^(?:散客|没报名的?|walk-?in)\s*[:：]?\s*/i
const HEADS = /(?:^|\s)(\d{1,2})\s*(?:大|adults?)\s*(?:(\d{1,2})\s*(?:小|child(?:ren)?|kids?))?\s*$/i
const PEOPLE = /(?:^|\s)(\d{1,2})\s*(?:个人|位|人|people)\s*$/i
const LONGEST_NAME = 40

/** `签到 3`, `签到 3 1234`, `签到 3 老周 2大1小`, `签到 3 散客 王先生 2人`, `撤销签到 3 老周`. */
export function readDoorCommand(said: string): DoorCommand | null {
  const text = said.trim()
  const undone = UNDO.exec(text)
  if (undone) return { type: 'undo', code: Number(undone[1]), who: (undone[2] ?? '').trim() }
  const [, code, rest = ''] = ARRIVE.exec(text) ?? []
  if (!code) return null
  if (!rest.trim()) return { type: 'show', code: Number(code) }
  const heads = readHeads(rest)
  const who = rest.replace(HEADS, '').replace(PEOPLE, '').trim().slice(0, LONGEST_NAME)
  if (WALK_IN.test(who)) return { type: 'walk_in', code: Number(code), name: who.replace(WALK_IN, ''), heads }
  return who ? { type: 'arrive', code: Number(code), who, heads } : null
}

function readHeads(text: string): Heads | null {
  const split = HEADS.exec(text)
  if (split) return { adults: Number(split[1]), children: Number(split[2] ?? 0) }
  const people = PEOPLE.exec(text)?.[1]
  return people ? { adults: Number(people), children: 0 } : null
}
