import { openDoor } from '../../src/features/leads/index.js'
import {
  type Cell,
  type Fault,
  FIELDS,
  findHeader,
  guessMapping,
  importRows,
  type Mapping,
  readRow,
  type SheetField,
  textOf,
} from '../../src/features/spreadsheets/index.js'
import { CheyouError } from '../../src/kit/errors.js'
import type { Say } from '../../src/kit/texts.js'
import { configFrom, type Home, openHome } from '../home.js'
import { readRows, writeRowsTo } from '../spreadsheets/files.js'

export interface ImportFlags {
  home?: string
  dryRun?: boolean
  update?: boolean
  /** `name=客户姓名`: a field and the header of its column. */
  map?: string[]
  /** Where the rows go that could not be read; beside the file when left out. */
  errors?: string
}

/** `cheyou customers import <file>`: customers, cars and leads of a spreadsheet. Prints what was understood and done. */
export async function importCustomers(file: string, flags: ImportFlags): Promise<void> {
  const home = await openHome(configFrom(flags))
  try {
    for (const line of await importFrom(file, flags, home)) console.log(line)
  } finally {
    await home.store.close()
  }
}

type Around = Pick<Home, 'store' | 'vault' | 'ids' | 'dealer' | 'clock' | 'say'>

/** The lines that are printed. Throws `file_unreadable`, or `input_invalid` when there is no header that says anything. */
export async function importFrom(file: string, flags: ImportFlags, around: Around): Promise<string[]> {
  const { say, dealer, clock } = around
  const rows = await readRows(file)
  const at = findHeader(rows.map((row) => row.map((cell) => textOf(cell, dealer.zone))))
  if (at === null && !flags.map?.length)
    throw new CheyouError('input_invalid', { problem: say('spreadsheets.no_header', { file }) })
  const headers = (rows[at ?? 0] ?? []).map((cell) => textOf(cell, dealer.zone))
  const mapping = { ...guessMapping(headers), ...givenMapping(flags.map ?? [], headers) }
  const read = rows
    .slice((at ?? 0) + 1)
    .map((cells, index) => ({ cells, line: (at ?? 0) + index + 2 }))
    .filter(({ cells }) => cells.some((cell) => textOf(cell, dealer.zone)))
    .map((each) => ({ ...each, ...readRow(each.cells, mapping, dealer.zone) }))
  const bad = read.filter(({ faults }) => faults.length)
  const options = { update: flags.update ?? false, dryRun: flags.dryRun ?? false }
  const good = read.filter(({ faults }) => !faults.length).map(({ row }) => row)
  const result = await importRows(good, options, { ...around, now: clock.now(), openDoor })
  const { strangers, ...counts } = result
  const told = [
    ...mappingLines(say, headers, mapping),
    say(options.dryRun ? 'spreadsheets.tried' : 'spreadsheets.imported', {
      rows: read.length,
      bad: bad.length,
      ...counts,
    }),
  ]
  if (strangers.length) told.push(say('spreadsheets.strangers', { names: strangers.join('、') }))
  if (bad.length) {
    const where = flags.errors ?? `${file.replace(/\.\w+$/, '')}-errors.xlsx`
    const title = [say('spreadsheets.line'), ...headers, say('spreadsheets.problem')]
    await writeRowsTo(where, [
      title,
      ...bad.map(({ line, cells, faults }) =>
        errorRow(
          say,
          line,
          headers.map((_, n) => cells[n]),
          faults,
        ),
      ),
    ])
    told.push(say('spreadsheets.errors', { number: bad.length, file: where }))
  }
  return told
}

const errorRow = (say: Say, line: number, cells: readonly Cell[], faults: readonly Fault[]): Cell[] => [
  line,
  ...cells,
  faults
    .map(({ field, fault }) => say(`spreadsheets.fault.${fault}`, { field: say(`spreadsheets.field.${field}`) }))
    .join('；'),
]

function givenMapping(given: readonly string[], headers: readonly string[]): Mapping {
  return Object.fromEntries(
    given.map((each) => {
      const [field = '', header = ''] = each.split(/=(.*)/s)
      const column = headers.indexOf(header.trim())
      if (!FIELDS.includes(field as SheetField) || column < 0)
        throw new CheyouError('input_invalid', { problem: `--map ${each}` })
      return [field, column]
    }),
  )
}

function mappingLines(say: Say, headers: readonly string[], mapping: Mapping): string[] {
  const used = new Set(Object.values(mapping))
  const lines = (Object.entries(mapping) as [SheetField, number][]).map(([field, column]) =>
    say('spreadsheets.column', {
      header: headers[column] ?? '',
      field: say(`spreadsheets.field.${field}`),
      key: field,
    }),
  )
  const left = headers.filter((header, column) => header && !used.has(column))
  return [...lines, ...(left.length ? [say('spreadsheets.unused', { headers: left.join('、') })] : [])]
}
