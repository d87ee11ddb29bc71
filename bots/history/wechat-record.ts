import { enough, mapColumns } from './columns.js'
import { readInstant, type ToInstant } from './moment.js'
import { senderByName } from './qq-header.js'
import { systemEntries } from './system-entries.js'
import { readSystemSentence } from './system-sentence.js'
import type { BrokenCode, ColumnMapping, Decoded, HistoryRoom } from './types.js'
import { isSystemType, wordsOf } from './wechat-text.js'

/** Raw group content of WeChat's database carries its sender in the first line. */
const WITH_SENDER = /^([A-Za-z][\w-]{5,29}|\d{5,25}@openim):\r?\n/

/** Turns one row or JSON object of a WeChat history into entries. */
export function recordReader(toInstant: ToInstant, chosen: Partial<ColumnMapping> = {}) {
  const known = new Map<string, Partial<ColumnMapping>>()

  function columnsOf(record: Record<string, unknown>): Partial<ColumnMapping> {
    const names = Object.keys(record)
    const key = names.join('\u0000')
    const columns = known.get(key) ?? mapColumns(names, chosen)
    // A file has a handful of shapes; a hostile one must not fill the memory.
    if (known.size < 1000) known.set(key, columns)
    return columns
  }

  return (record: Record<string, unknown>, line: number): Decoded[] => {
    const columns = columnsOf(record)
    const cell = (field: keyof ColumnMapping) => (columns[field] === undefined ? '' : asText(record[columns[field]]))
    const broken = (code: BrokenCode): Decoded[] => [{ kind: 'broken', line, reason: { code } }]
    if (!columns.time && !columns.content) return broken('bad_row')
    const at = readInstant(cell('time'), toInstant)
    if (at === undefined) return broken('bad_time')

    const raw = cell('content')
    const inside = WITH_SENDER.exec(raw)
    const type = cell('type')
    const text = wordsOf(type, inside ? raw.slice(inside[0].length) : raw)
    const room: HistoryRoom = { title: cell('room').trim(), kind: 'group' }
    const name = (cell('card') || cell('sender') || cell('remark')).trim()
    const id = cell('senderId').trim() || inside?.[1] || name
    if (isSystemType(type) || (!id && readSystemSentence(text))) return systemEntries({ line, at, room, text })
    if (!id) return broken('no_sender')
    return [{ kind: 'message', line, at, room, sender: { ...senderByName(name || id), id }, text }]
  }
}

/** Whether a record with these names could be a message at all. */
export const isRecord = (names: string[], chosen?: Partial<ColumnMapping>): boolean => enough(mapColumns(names, chosen))

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
