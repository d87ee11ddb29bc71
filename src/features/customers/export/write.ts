import type { Ids } from '../../../kit/ids.js'
import { AuditEntry, type Db, type RowOf, type StaffAccount, writeRows } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { PHONE_READ } from '../open-phone.js'
import { type Exported, readFilter } from './command.js'
import { loadExport } from './load.js'
import { customerRows, leadRows, type Voice } from './rows.js'

export const EXPORT_WRITTEN = 'customers.exported'

export interface ExportSheet {
  what: Exported
  rows: (string | number | null)[][]
}

export interface Asking {
  staff: StaffAccount
  what: Exported
  words: string
  full: boolean
  /** By which way it goes out. */
  way: 'chat' | 'api' | 'terminal'
  /** The message in which it was asked for. */
  messageId: string | null
}

/** Why there is no file. */
export type NoSheet = 'refused' | { unknown: string[] }

/** Whether a colleague may have such a file: with full numbers only whoever may open any number. */
export const mayExport = (staff: StaffAccount | null, full: boolean): boolean =>
  may(staff, 'customers.export') && (!full || may(staff, 'customers.phone'))

/**
 * The file that a colleague asks for, written down before it is handed out: who, when, which conditions, how many rows;
 * with full numbers also whose.
 */
export async function writeExport(
  { db, ids, now, voice }: { db: Db; ids: Ids; now: number; voice: Voice },
  { staff, what, words, full, way, messageId }: Asking,
): Promise<ExportSheet | NoSheet> {
  if (!mayExport(staff, full)) return 'refused'
  const { filter, unknown } = readFilter({ what, words, full })
  if (unknown.length) return { unknown }
  const people = await loadExport(db, staff, what, filter)
  const rows = (what === 'leads' ? leadRows : customerRows)(people, full, voice)
  const entry = { at: now, actor: staff.externalId, messageId }
  const id = ids()
  const details = { what, words, full, rows: rows.length - 1, way }
  const entries: RowOf<AuditEntry>[] = [{ ...entry, id, what: EXPORT_WRITTEN, details }]
  for (const { customer } of full ? people : [])
    if (customer.phone)
      entries.push({ ...entry, id: ids(), what: PHONE_READ, details: { customer: customer.id, export: id } })
  await writeRows(db, AuditEntry, entries)
  return { what, rows }
}
