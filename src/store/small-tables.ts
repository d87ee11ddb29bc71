import { LRUCache } from 'lru-cache'
import type { RawRow } from './reader.js'

/** Tables that nearly everything asks and hardly anything changes. */
const SMALL = new Set(['channel_accounts', 'chat_groups', 'settings', 'staff_accounts'])

/** So many answers are remembered, and none that is longer. */
const MOST = 500
const LONGEST = 200

/** What leaves the rows as they are. */
const HARMLESS = /^\s*(?:SELECT|BEGIN|COMMIT|SAVEPOINT|RELEASE|PRAGMA)\b/
const TARGET = /\b(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/

/**
 * What SQLite answered about small tables, until somebody changes one. Everything that this process says to the database
 * goes by here; `foreignChanges` tells whether another process changed something.
 */
export class SmallTables {
  private readonly answers = new LRUCache<string, RawRow[]>({ max: MOST })
  /** Table → how often it has changed; an answer is good for the version that it was given in. */
  private readonly versions = new Map([...SMALL].map((table) => [table, 0]))
  private foreign: number | undefined
  /** True within a transaction: nobody else can change anything meanwhile. */
  isOpen = false

  static holds(tables: readonly string[]): boolean {
    return tables.every((table) => SMALL.has(table))
  }

  /** `sql` asks nothing but `tables`, which are all small. */
  async answer(
    tables: readonly string[],
    sql: string,
    values: readonly unknown[],
    ask: () => Promise<RawRow[]>,
  ): Promise<RawRow[]> {
    if (!this.isOpen) return ask()
    const keyNow = () => `${tables.map((table) => this.versions.get(table)).join()} ${sql} ${JSON.stringify(values)}`
    const key = keyNow()
    const known = this.answers.get(key)
    if (known) return known
    const rows = await ask()
    if (key === keyNow() && rows.length <= LONGEST) this.answers.set(key, rows)
    return rows
  }

  /** Told of every statement before it is said. */
  hear(sql: string): void {
    if (HARMLESS.test(sql)) return
    const target = TARGET.exec(sql)?.[1]
    if (target === undefined) this.forget()
    else if (SMALL.has(target)) this.forget([target])
  }

  /** `version` differs from the last one when another process changed something in between. */
  foreignChanges(version: number): void {
    if (version !== this.foreign) this.forget()
    this.foreign = version
  }

  private forget(tables: Iterable<string> = SMALL): void {
    for (const table of tables) this.versions.set(table, (this.versions.get(table) ?? 0) + 1)
  }
}
