import { pipeline, Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { ToInstant } from './moment.js'
import type { ColumnMapping, Decode } from './types.js'
import { recordReader } from './wechat-record.js'

/** A row longer than this (characters) is a lost quote, not a message. */
const LONGEST_ROW = 1_000_000

/** A table with a header row, separated by comma, tab or semicolon. */
export function decodeWechatCsv(delimiter: string, toInstant: ToInstant, columns?: Partial<ColumnMapping>): Decode {
  return async function* (text) {
    const read = recordReader(toInstant, columns)
    const skipped: number[] = []
    const parser = parse({
      delimiter,
      columns: (names: string[]) => uniqueNames(names),
      bom: true,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: LONGEST_ROW,
      on_skip: (error) => {
        skipped.push(Number(error?.lines ?? 0))
      },
    })
    // Errors reach the loop below through the parser; ending the loop early closes the source.
    pipeline(Readable.from(text), parser, () => {})
    let line = 2
    for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: Row }>) {
      for (const bad of skipped.splice(0)) yield { kind: 'broken', line: bad, reason: { code: 'bad_row' } }
      yield* read(record, line)
      line = info.lines + 1
    }
    for (const bad of skipped) yield { kind: 'broken', line: bad, reason: { code: 'bad_row' } }
  }
}

interface Row {
  /** Lines of the file read so far. */
  lines: number
}

/** Two columns of one name would hide each other. */
function uniqueNames(names: string[]): string[] {
  return names.map((name, i) => (names.indexOf(name) === i ? name : `${name} ${i}`))
}
