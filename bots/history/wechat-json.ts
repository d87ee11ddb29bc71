import { jsonScanner } from './json-scanner.js'
import type { ToInstant } from './moment.js'
import type { ColumnMapping, Decode, Decoded } from './types.js'
import { recordReader } from './wechat-record.js'

/** JSON lines, or one JSON array, with an object for each message. */
export function decodeWechatJson(toInstant: ToInstant, columns?: Partial<ColumnMapping>): Decode {
  return async function* (text) {
    const scanner = jsonScanner()
    const read = recordReader(toInstant, columns)
    const entries = (piece: { line: number; text: string; damaged?: boolean }): Decoded[] => {
      const record = piece.damaged ? undefined : parseObject(piece.text)
      return record ? read(record, piece.line) : [{ kind: 'broken', line: piece.line, reason: { code: 'bad_json' } }]
    }
    for await (const chunk of text) for (const piece of scanner.push(chunk)) yield* entries(piece)
    for (const piece of scanner.end()) yield* entries(piece)
  }
}

export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
