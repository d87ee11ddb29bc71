export { FIELDS, findHeader, guessMapping, type Mapping, type SheetField } from './columns.js'
export { type ImportResult, importRows } from './import-rows.js'
export { type Cell, type Fault, readRow, type SheetRow, textOf } from './read-row.js'
export { sheetOf } from './write-sheet.js'
