import { readMoment, type ToInstant } from './moment.js'
import type { HistorySender } from './types.js'

/**
 * What one line of a QQ export can be, looked at alone.
 * header: time and a sender with an account · timed: a time, then something without one ·
 * damaged: it was a header once · words: anything else
 */
export type LineShape =
  | { is: 'header'; at: number; sender: HistorySender }
  | { is: 'timed'; at: number; rest: string }
  | { is: 'damaged' }
  | { is: 'words' }

const ACCOUNT = /^(.*?)\s?(?:\((\d{5,12})\)|<([^<>\s]+@[^<>\s]+)>)\s*$/s
/** A time of day near the front and an account at the end: no sentence looks like that, a damaged header does. */
const WAS_A_HEADER = /^.{0,24}?\d[:：]\d.*(?:\(\d{5,12}\)|<[^<>\s]+@[^<>\s]+>)\s*$/s
const WORDS: LineShape = { is: 'words' }

export function shapeOf(line: string, toInstant: ToInstant): LineShape {
  const moment = readMoment(line)
  if (!moment) return WAS_A_HEADER.test(line) ? { is: 'damaged' } : WORDS
  if (moment.rest && !/^\s/.test(moment.rest)) return WORDS
  const sender = readSender(moment.rest.slice(1))
  if (!sender && moment.short) return WORDS
  const at = toInstant(moment)
  if (at === undefined) return { is: 'damaged' }
  return sender ? { is: 'header', at, sender } : { is: 'timed', at, rest: moment.rest.trim() }
}

/** `【level】name(account)` or `name<e-mail>`; the name may be empty and may hold brackets of its own. */
function readSender(text: string): HistorySender | undefined {
  const m = ACCOUNT.exec(text)
  return m ? named(m[2] ?? m[3]!, m[1]!) : undefined
}

/** A sender of whom the export shows no account (private chats): the name has to do. */
export function senderByName(text: string): HistorySender {
  return named(text.trim(), text)
}

function named(id: string, shownRaw: string): HistorySender {
  const shown = shownRaw.trim()
  const m = /^【([^】]*)】(.*)$/s.exec(shown)
  if (!m) return { id, name: shown, shown }
  const level = m[1]!.trim()
  const role = level === '群主' ? 'owner' : level === '管理员' ? 'admin' : undefined
  return { id, name: m[2]!.trim(), shown, level, ...(role && { role }) }
}
