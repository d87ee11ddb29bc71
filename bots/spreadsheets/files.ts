import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { type Cell, sheetOf } from '../../src/features/spreadsheets/index.js'
import { CheyouError } from '../../src/kit/errors.js'

/** The rows of the first sheet of an .xlsx file, or of a CSV in UTF-8 or GB18030. Throws `file_unreadable`. */
export async function readRows(file: string): Promise<Cell[][]> {
  try {
    const bytes = readFileSync(file)
    // An .xlsx is a zip archive, whatever it is called.
    if (bytes.subarray(0, 2).toString() === 'PK') return (await readSheet(bytes)) as Cell[][]
    if (extname(file).toLowerCase() === '.xls') throw new Error('the old .xls format')
    return parse(decode(bytes), {
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      delimiter: [',', '\t', ';'],
    }) as string[][]
  } catch (error) {
    throw new CheyouError('file_unreadable', { where: file }, { cause: error })
  }
}

/** What is no UTF-8 was written by a Chinese Windows. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export const writeRowsTo = (file: string, rows: readonly (readonly Cell[])[]): Promise<void> =>
  sheetOf(rows).toFile(file)
