import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { openLedger } from '../../../src/features/points/ledger/index.js'
import { type Db, ENTITIES, INVITEE_STATES, Setting, Writes, writeRows } from '../../../src/store/index.js'

export const NOW = Date.UTC(2026, 8, 19, 4)
const DAY = 86_400_000
/** Two who become one, and a third person. */
export const PEOPLE = ['customer-one', 'customer-two', 'customer-three'] as const

type Row = Record<string, unknown>
type EntityClass = new () => object
export interface Dice {
  below(number: number): number
  pick<T>(some: readonly T[]): T
}

/** The same seed throws the same numbers. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const below = (number: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0
    return (state >>> 4) % number
  }
  return { below, pick: (some) => some[below(some.length)] as never }
}

/** Words that mean something, where any other would not do. */
const WORDS: Record<string, readonly unknown[]> = {
  'customer_tags.tag': ['钓鱼', '露营', '高感度'],
  'customer_tags.by': ['小林', 'rule:active 30'],
  'registrations.state': ['open', 'done', 'cancelled'],
  'invitees.state': INVITEE_STATES,
  'radar_entries.arm': ['told', 'control'],
  'radar_entries.month': ['2026-08', '2026-09'],
  'contacts.state': ['sent', 'asked', 'held'],
  'broadcast_targets.state': ['queued', 'queued', 'held', 'asked'],
  'broadcast_targets.why': ['account', 'budget'],
  'outbox.state': ['waiting', 'waiting', 'sent', 'failed', 'unknown'],
  'jobs.state': ['waiting', 'done'],
  'customer_matches.state': ['asked', 'told', 'other'],
  'rsvps.state': ['signed', 'waiting', 'cancelled'],
  'activities.state': ['open'],
  'vouchers.state': ['open', 'used'],
}

const broadcastKey = (customerId: unknown, broadcastId: unknown) => `care:${customerId}:broadcast:${broadcastId}`

/** What depends on the rest of a row, or on people. */
const MADE: Record<string, (row: Row, dice: Dice) => Row> = {
  customers(row, { pick }) {
    const groups = [
      ['phone', 'phoneFingerprint'],
      ['realName', 'realNameFingerprint'],
      ['class', 'classedAt', 'classedBy'],
      ['birthday', 'birthdayLunar'],
    ]
    const unknown = groups.flatMap(([first = '', ...rest]) => (row[first] === null ? rest : []))
    return {
      ...Object.fromEntries(unknown.map((name) => [name, null])),
      mergedIntoId: null,
      erasedAt: null,
      kind: pick(['retail', 'fleet']),
    }
  },
  contacts: ({ customerId }, { pick }) => ({
    key: `${pick(['birthday', 'service'])}:2026-09-1${pick([1, 2, 3])}:${customerId}`,
  }),
  broadcasts: (_row, { pick }) => ({ audience: pick([null, {}, { except: [pick(PEOPLE), pick(PEOPLE)] }]) }),
  broadcast_targets: ({ customerId, broadcastId, state, why }) => ({
    why: state === 'held' ? why : null,
    itemKey: state === 'queued' ? broadcastKey(customerId, broadcastId) : null,
  }),
  outbox: ({ id }, { pick }) => ({
    action: { type: 'say', room: { id: 'r', kind: 'private' }, text: '' },
    dedupeKey: pick([
      `care:${pick(PEOPLE)}:birthday:2026-09-11`,
      broadcastKey(pick(PEOPLE), `broadcasts-${pick([0, 1, 2, 3, 4, 5])}`),
      id,
    ]),
  }),
  jobs: ({ id }, { pick }) => ({ payload: pick([{ customerId: pick(PEOPLE), reason: 'activity' }, { other: id }]) }),
  activities: () => ({ endsAt: NOW + DAY }),
  invitees: ({ calls }) => (calls ? {} : { calledAt: null }),
}

/** The ledger is written by itself alone: what it does not balance it does not take back. */
const OF_THE_LEDGER = ['point_accounts', 'point_transfers', 'point_entries']
/** What merging writes. */
const OF_MERGING = ['customer_merges', 'settings']
const ROWS = 6

/** Random rows in every table there is, as its columns have it: a table that comes new is filled, too. */
export async function plant(db: Db, dice: Dice): Promise<void> {
  const ids = new Map<string, string[]>()
  for (const entity of ENTITIES) {
    const metadata = db.connection.getMetadata(entity)
    const { tableName } = metadata
    if (OF_THE_LEDGER.includes(tableName) || OF_MERGING.includes(tableName)) continue
    const taken = new Set<string>()
    const rows = Array.from({ length: tableName === 'customers' ? PEOPLE.length : ROWS }, (_, n) => {
      const row = rowOf(metadata, n, ids, dice)
      return { ...row, ...MADE[tableName]?.(row, dice) }
    }).filter((row) => isNew(metadata, row, taken))
    await writeRows(db, entity as EntityClass, rows)
    ids.set(
      tableName,
      rows.map(({ id }) => String(id)),
    )
  }
  const lines = PEOPLE.filter(() => dice.below(2)).map((customerId) => ({
    customerId,
    name: '',
    from: null,
    to: 'A',
    score: 1,
    why: '',
  }))
  await db.insert(Setting, { key: 'customers.review', value: lines as never })
  const writes = new Writes()
  const ledger = await openLedger({ db, writes, ids: counting('ledger'), now: NOW }, PEOPLE)
  for (const [n, id] of PEOPLE.entries())
    if (dice.below(3))
      ledger.give({ key: `planted:${n}`, reason: 'by_hand', actor: 'bot' }, id, 1 + dice.below(50), NOW + DAY)
  await writes.flush(db)
}

export function counting(name: string): () => string {
  let n = 0
  return () => `${name}-${++n}`
}

function rowOf({ tableName, columns }: EntityMetadata, n: number, ids: ReadonlyMap<string, string[]>, dice: Dice): Row {
  return Object.fromEntries(
    columns.map((column) => [column.propertyName, valueIn(tableName, column, n, ids, dice)]),
  ) as Row
}

function valueIn(
  table: string,
  column: ColumnMetadata,
  n: number,
  ids: ReadonlyMap<string, string[]>,
  dice: Dice,
): unknown {
  const { propertyName: name, isPrimary, isNullable, type, referencedColumn } = column
  const target = referencedColumn?.entityMetadata.tableName ?? (/customerId$/i.test(name) ? 'customers' : undefined)
  if (isPrimary)
    return target ? (ids.get(target)?.[n] ?? `none-${n}`) : table === 'customers' ? PEOPLE[n] : `${table}-${n}`
  if (isNullable && dice.below(3) === 0) return null
  if (target) return ids.get(target)?.length ? dice.pick(ids.get(target) as string[]) : null
  const words = WORDS[`${table}.${name}`]
  if (words) return dice.pick(words)
  if (type === 'simple-json') return {}
  if (type === 'bigint') return NOW - (1 + dice.below(100)) * DAY
  if (type === 'boolean') return dice.below(2) === 1
  if (type === 'integer') return name === 'code' || name === 'number' ? n + 1 : dice.below(5)
  if (type === 'double precision') return dice.below(100) / 4
  return `${name}-${n}`
}

/** Whether a row breaks none of the table's unique columns. */
function isNew({ uniques, indices, primaryColumns, columns }: EntityMetadata, row: Row, taken: Set<string>): boolean {
  const missing = columns.some(({ propertyName, isNullable }) => !isNullable && row[propertyName] === null)
  const rules = [
    primaryColumns,
    ...uniques.map((each) => each.columns),
    ...indices.filter((each) => each.isUnique).map((each) => each.columns),
  ]
  const keys = rules.map((own, at) => `${at} ${own.map(({ propertyName }) => row[propertyName] ?? row.id).join(' ')}`)
  if (missing || keys.some((key) => taken.has(key)) || String(row.id).startsWith('none-')) return false
  for (const key of keys) taken.add(key)
  return true
}

/** Everything that stands in the tables: table → rows by their ids. */
export async function dump(db: Db): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {}
  for (const entity of ENTITIES) {
    const { tableName, primaryColumns } = db.connection.getMetadata(entity)
    const order = Object.fromEntries(primaryColumns.map(({ propertyName }) => [propertyName, 'ASC' as const]))
    all[tableName] = (await db.find(entity as EntityClass, { order })).map((row) => ({ ...row }))
  }
  return all
}
