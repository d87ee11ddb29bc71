import { Contact, Customer, type Db, readRows, tableOf } from '../../store/index.js'
import { birthdaysOn } from './calendar.js'
import { dueCars } from './candidate-cars.js'
import { changed, isChange } from './changes.js'
import type { CareSettings } from './settings.js'
import { silent } from './silence.js'

/** What is looked at of everybody who may have something to hear. */
const LOOKED_AT = ['id', 'displayName', 'owner', 'class', 'birthday', 'birthdayLunar', 'marketingStoppedAt'] as const
export type Looked = Pick<Customer, (typeof LOOKED_AT)[number]>

export interface Morning {
  /** ISO day. */
  today: string
  zone: string
  /** Whether notes of another day may be compared with today's. */
  isAwake: boolean
}

/**
 * Customers behind an id who may have something to hear, in the order of their ids. The database passes over those who
 * surely have nothing, and that is nearly all; what the others hear is for `dueFor` to say.
 */
export function findCandidates(
  db: Db,
  settings: CareSettings,
  morning: Morning,
  { after, take }: { after: string; take: number },
): Promise<Looked[]> {
  const sql = createSql(db)
  const names = LOOKED_AT.map((name) => `customer."${name}"`).join()
  const alive = `customer."mergedIntoId" IS NULL AND customer."erasedAt" IS NULL AND customer."lostAt" IS NULL`
  const words = `SELECT ${names} FROM ${sql.table(Customer)} AS customer
    WHERE customer.id > ${sql.bind(after)} AND ${alive} AND ${mayHear(sql, settings, morning)}
    ORDER BY customer.id LIMIT ${take}`
  return readRows(db, Customer, words, sql.values)
}

function mayHear(sql: Sql, settings: CareSettings, morning: Morning): string {
  const { on } = settings
  // When the notes are too old, everybody is noted anew.
  if (on.some(isChange) && !morning.isAwake) return 'TRUE'
  const days = on.includes('birthday') ? [false, true].flatMap((isLunar) => birthdaysOn(morning.today, isLunar)) : []
  return sql.any([
    ...days.map((day) => `customer.birthday LIKE ${sql.bind(`%${day}`)}`),
    ...dueCars(sql, settings, morning.today),
    ...silent(sql, settings, morning),
    ...changed(sql, settings, morning.today),
  ])
}

/** Puts SQL together with its values, which have to stand in it in the order in which they are bound. */
function createSql(db: Db) {
  const values: (string | number)[] = []
  const bind = (value: string | number) => `$${values.push(value)}`
  const table = (entity: new () => object) => tableOf(db, entity)
  return {
    values,
    bind,
    table,
    between: (column: string, [first, last]: readonly [string | number, string | number]) =>
      `${column} BETWEEN ${bind(first)} AND ${bind(last)}`,
    any: (conditions: readonly string[]) => (conditions.length ? `(${conditions.join(' OR ')})` : 'FALSE'),
    /** Nothing was said on this occasion yet; `day` and `customerId` are SQL, and the key is that of `keyOf`. */
    isNew: (kind: string, day: string, customerId: string) => `NOT EXISTS (SELECT 1 FROM ${table(Contact)} AS said
      WHERE said.key = '${kind}:' || ${day} || ':' || ${customerId} AND said.state <> 'held')`,
  }
}
export type Sql = ReturnType<typeof createSql>
