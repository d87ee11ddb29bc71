import { createHash } from 'node:crypto'
import { In } from 'typeorm'
import { maskName, type Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import {
  AuditEntry,
  CustomerTag,
  type Db,
  type Lead,
  type LeadLevel,
  type LeadSource,
  StaffAccount,
  type Store,
  Writes,
} from '../../store/index.js'
import { findCustomers } from '../customer-book.js'
import { fillCar, fillCustomer, fillTags } from './fill.js'
import type { SheetRow } from './read-row.js'

interface RowLead {
  key: string
  name: string
  phone: string | null
  plate: string | null
  source: LeadSource
  kind: Lead['kind']
  wish: string
  at: number
  author: string
  level?: LeadLevel
  owner: string | null
}

export interface ImportDeps {
  store: Store
  vault: Vault
  ids: Ids
  dealer: Dealer
  /** UTC ms */
  now: number
  /** The door of the leads, with nobody told. */
  openDoor(
    deps: { db: Db; writes: Writes; ids: Ids; vault: Vault; dealer: Dealer; now: number; quiet: true },
    expected: readonly RowLead[],
  ): Promise<(given: RowLead) => { outcome: 'new' | 'grown' | 'known' }>
}

export interface ImportOptions {
  /** What the file says replaces what is known. */
  update: boolean
  /** Everything is tried, nothing is kept. */
  dryRun: boolean
}

export interface ImportResult {
  customers: number
  vehicles: number
  leads: number
  /** Rows of which something was changed, and rows that said nothing new. */
  changed: number
  known: number
  /** Consultants that nobody here is called: their leads are for all. */
  strangers: string[]
}

/** So many rows are looked up and written at a time. */
const PIECE = 1_000

class DryRun extends Error {}

/** Takes rows in, all or none. A second run of the same file adds nothing. */
export async function importRows(
  rows: readonly SheetRow[],
  { update, dryRun }: ImportOptions,
  deps: ImportDeps,
): Promise<ImportResult> {
  const result: ImportResult = { customers: 0, vehicles: 0, leads: 0, changed: 0, known: 0, strangers: [] }
  const work = async (db: Db) => {
    const people = new Set((await db.find(StaffAccount)).map(({ name }) => name))
    for (let from = 0; from < rows.length; from += PIECE) {
      const writes = new Writes()
      await takePiece(rows.slice(from, from + PIECE), { ...deps, db, writes, people, update, result })
      await writes.flush(db)
    }
    const { customers, vehicles, leads, changed } = result
    const details = { customers, vehicles, leads, changed, rows: rows.length }
    const entry = { id: deps.ids(), at: deps.now, actor: 'bot', what: 'customers.imported', messageId: null }
    await db.insert(AuditEntry, { ...entry, details })
    if (dryRun) throw new DryRun()
  }
  await deps.store.transaction(work).catch((error: unknown) => {
    if (!(error instanceof DryRun)) throw error
  })
  return result
}

interface Piece extends ImportDeps {
  db: Db
  writes: Writes
  people: ReadonlySet<string>
  update: boolean
  result: ImportResult
}

async function takePiece(rows: readonly SheetRow[], piece: Piece): Promise<void> {
  const { db, writes, ids, vault, dealer, now, people, update, result } = piece
  const book = await findCustomers({ db, writes, ids, vault, now }, rows)
  const tags = rows.some((row) => row.tags.length)
    ? await db.findBy(CustomerTag, { customerId: In(book.customerIds()) })
    : []
  const met = rows.map((row) => {
    const { customer, car, isNew, isNewCar } = book.meet({ ...row, name: shownName(row) })
    const isFirst = isNew && customer.realName === null
    const didCustomer = isFirst || update ? fillCustomer(piece, customer, row, update) : false
    const didTags = (isFirst || update) && fillTags(piece, customer.id, row, tags)
    const didCar = car && (isNewCar || update) ? fillCar(writes, car, row, update) : false
    if (isFirst) {
      customer.createdAt = row.created ?? now
      result.customers++
    }
    if (isNewCar) result.vehicles++
    else if (!isFirst && (didCustomer || didTags || didCar)) result.changed++
    if (row.owner && !people.has(row.owner) && !result.strangers.includes(row.owner)) result.strangers.push(row.owner)
    return { row, isFirst: isFirst || isNewCar, changed: didCustomer || didTags || didCar }
  })
  // The door looks for the customers in the database.
  await writes.flush(db)
  const wanted = met.flatMap(({ row }) => (row.wish || row.level ? [leadOf(row, people, now)] : []))
  const take = wanted.length
    ? await piece.openDoor({ db, writes, ids, vault, dealer, now, quiet: true }, wanted)
    : undefined
  const outcomes = new Map(wanted.map((lead) => [lead.key, take?.(lead).outcome]))
  for (const { row, isFirst, changed } of met) {
    const isNewLead = outcomes.get(keyOf(row)) === 'new'
    if (isNewLead) {
      result.leads++
      outcomes.delete(keyOf(row))
    }
    if (!isFirst && !changed && !isNewLead) result.known++
  }
}

function leadOf(row: SheetRow, people: ReadonlySet<string>, now: number): RowLead {
  const owner = row.owner && people.has(row.owner) ? row.owner : null
  const { phone, plate, level, wish } = row
  return {
    ...{ key: keyOf(row), name: shownName(row), phone, plate, owner, wish: wish ?? '' },
    ...{ source: row.source ?? 'showroom', kind: 'purchase', at: row.created ?? now, author: row.author ?? 'bot' },
    ...(level && { level }),
  }
}

/** The same row is the same lead, whoever hands the file over. */
const keyOf = ({ phone, plate, vin, wish, created }: SheetRow): string =>
  `sheet:${createHash('sha256')
    .update(JSON.stringify([phone, plate, vin, wish, created]))
    .digest('base64url')
    .slice(0, 22)}`

/** What lists show: forms of address stay, a real name is shortened, and the end of the number tells two of them apart. */
const shownName = ({ name, phone }: SheetRow): string =>
  /(?:先生|女士|小姐|总|哥|姐|老师)$/.test(name) ? name : `${maskName(name)}${phone ? ` ${phone.slice(-4)}` : ''}`
