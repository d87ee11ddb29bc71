import type { Field } from '../../store/index.js'
import { readFieldName } from './words.js'

/** What customer service wants of the registrations and bookings. */
export type StaffCommand =
  | { type: 'progress' | 'usage' | 'bookings' }
  | { type: 'complete'; name: string; entries: Entry[]; agreed: boolean }
  | { type: 'agree' | 'decline'; code: number; words: string }

export interface Entry {
  field: Field
  value: string
}

const PROGRESS = /^(?:登记进度|登记情况|谁没登记|registrations)$/i
const COMPLETE = /^(?:补登记|complete)\s+(\S+)\s+([\s\S]+)$/i
const USAGE = /^(?:补登记|complete)(?:\s+\S+)?$/i
const AGREED = /^(?:已?同意|agreed?)$/i
const BOOKINGS = /^(?:预约列表|保养预约|bookings)$/i
const DECIDE = /^(约好|约不上|book|no slot)\s*[#＃]?\s*(\d+)(?:\s+([\s\S]+))?$/i
const BUTTON = /^booking:(agree|decline):(\d+)$/

/** `登记进度`, `补登记 老周 电话 138… 车型 X3`, `预约列表`, `约好 3 十点到`, `约不上 3 周六满了`, or the data of a button. */
export function readStaffCommand(said: string): StaffCommand | null {
  const text = said.normalize('NFKC').trim()
  if (PROGRESS.test(text)) return { type: 'progress' }
  if (BOOKINGS.test(text)) return { type: 'bookings' }
  const [, pressed, number] = BUTTON.exec(text) ?? []
  if (pressed) return { type: pressed as 'agree' | 'decline', code: Number(number), words: '' }
  const [, decided, code, words = ''] = DECIDE.exec(text) ?? []
  if (decided)
    return { type: /约好|book/i.test(decided) ? 'agree' : 'decline', code: Number(code), words: words.trim() }
  const [, name, rest] = COMPLETE.exec(text) ?? []
  if (name && rest) return readEntries(name.replace(/^@/, ''), rest) ?? { type: 'usage' }
  return USAGE.test(text) ? { type: 'usage' } : null
}

/** `电话 138… 车型 追风 X3 同意`; whatever follows 需要 belongs to it. Null when no field is named first. */
function readEntries(name: string, text: string): StaffCommand | null {
  const entries: Entry[] = []
  let agreed = false
  for (const word of text.trim().split(/\s+/)) {
    const last = entries.at(-1)
    const named = last?.field === 'need' ? null : readFieldName(word)
    if (named) entries.push(named)
    else if (last?.field !== 'need' && AGREED.test(word)) agreed = true
    else if (last) last.value = `${last.value} ${word}`.trim()
    else return null
  }
  return { type: 'complete', name, entries, agreed }
}
