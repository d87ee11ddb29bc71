import { chmodSync } from 'node:fs'
import { writeExport } from '../../src/features/customers/index.js'
import { findColleague } from '../../src/features/identity/index.js'
import { CheyouError } from '../../src/kit/errors.js'
import { configFrom, type Home, openHome } from '../home.js'
import { writeRowsTo } from '../spreadsheets/files.js'

export interface ExportFlags {
  home?: string
  as: string
  leads?: boolean
  /** 等级A 标签钓鱼, or class=A tag=fishing */
  where?: string
  full?: boolean
}

/** `cheyou customers export <file> --as 小林`: what this colleague may export, as a spreadsheet. */
export async function exportCustomers(file: string, flags: ExportFlags): Promise<void> {
  const home = await openHome(configFrom(flags))
  try {
    console.log(await exportTo(file, flags, home))
  } finally {
    await home.store.close()
  }
}

type Around = Pick<Home, 'store' | 'vault' | 'ids' | 'dealer' | 'clock' | 'say'>

/** The line that is printed. Throws `no_colleague`, `not_allowed`, or `input_invalid` for conditions that mean nothing. */
export async function exportTo(file: string, flags: ExportFlags, around: Around): Promise<string> {
  const { store, ids, clock, say } = around
  const { as, leads, where = '', full = false } = flags
  const sheet = await store.transaction(async (db) => {
    const staff = await findColleague(db, as)
    if (!staff) throw new CheyouError('no_colleague', { name: as })
    const about = { staff, what: leads ? ('leads' as const) : ('customers' as const), words: where, full }
    return writeExport({ db, ids, now: clock.now(), voice: around }, { ...about, way: 'terminal', messageId: null })
  })
  if (sheet === 'refused') throw new CheyouError('not_allowed')
  if ('unknown' in sheet) {
    const problem = say('customers.export.unknown', { words: sheet.unknown.join(' ') })
    throw new CheyouError('input_invalid', { problem })
  }
  await writeRowsTo(file, sheet.rows)
  // Personal data is for whoever asked.
  chmodSync(file, 0o600)
  return say('customers.export.written', { rows: sheet.rows.length - 1, file })
}
