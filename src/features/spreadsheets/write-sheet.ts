import writeExcelFile from 'write-excel-file/node'
import type { Cell } from './read-row.js'

/** A file that opens in Excel. Text stays text there: a phone number is no number, and nothing is a formula. */
export const sheetOf = (rows: readonly (readonly Cell[])[]) =>
  writeExcelFile(
    rows.map((row) =>
      row.map((cell) =>
        cell instanceof Date ? cell.toISOString() : cell === null || cell === undefined ? null : String(cell),
      ),
    ),
  )
