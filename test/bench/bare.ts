import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { createIds } from '../../src/kit/ids.js'
import type { ChatEvent } from '../../src/message/index.js'

/** What the disk and the driver allow: the same rows by bare inserts, each awaited, in transactions of 100. */
export async function bareInserts(events: readonly ChatEvent[]): Promise<number> {
  const db = new sqlite3.Database(join(mkdtempSync(join(tmpdir(), 'cheyou-bare-')), 'bare.sqlite'))
  const run = (sql: string, params: unknown[] = []) =>
    new Promise<void>((resolve, reject) => db.run(sql, params, (error) => (error ? reject(error) : resolve())))
  await run('PRAGMA journal_mode=WAL')
  await run('PRAGMA synchronous=FULL')
  await run(`CREATE TABLE messages (id varchar(36) PRIMARY KEY, "groupId" varchar(36), "externalId" varchar(255), "sentAt" bigint,
    "receivedAt" bigint, type varchar(255), text text, details text, mode varchar(255), state varchar(255), error text)`)
  await run('CREATE UNIQUE INDEX uq ON messages ("groupId", "externalId", "sentAt")')
  await run('CREATE INDEX ix ON messages ("groupId", "sentAt")')
  const ids = createIds()
  const started = performance.now()
  for (let from = 0; from < events.length; from += 100) {
    await run('BEGIN')
    for (const event of events.slice(from, from + 100)) {
      const { id, at, type, room, ...rest } = event
      const text = 'text' in rest ? rest.text : ''
      await run('INSERT INTO messages VALUES (?,?,?,?,?,?,?,?,?,?,?)', [
        ids(),
        room.id,
        id,
        at,
        Date.now(),
        type,
        text,
        JSON.stringify({ room, sender: rest.sender }),
        'live',
        'received',
        null,
      ])
    }
    await run('COMMIT')
  }
  const rate = events.length / ((performance.now() - started) / 1000)
  await new Promise((resolve) => db.close(resolve))
  return rate
}
