import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type StoreOptions } from '../../src/store/index.js'
import { testPostgres } from './postgres.js'

export interface TestDatabase {
  options: StoreOptions
  drop(): Promise<void>
}

const MIGRATIONS = 'src/store/migrations'

/** An empty database with every migration behind it, made once for each state of the migrations. */
async function migrated(): Promise<string> {
  const state = createHash('sha256')
  for (const file of readdirSync(MIGRATIONS).sort()) state.update(readFileSync(join(MIGRATIONS, file)))
  const template = join(tmpdir(), `cheyou-empty-${state.digest('hex').slice(0, 16)}.sqlite`)
  if (existsSync(template)) return template
  const file = join(mkdtempSync(join(tmpdir(), 'cheyou-empty-')), 'cheyou.sqlite')
  const store = await openStore({ engine: 'sqlite', file, synchronous: 'NORMAL' })
  // What still stands in the journal beside the file would not be copied.
  await store.source.query('PRAGMA journal_mode = DELETE')
  await store.close()
  // Several workers may make it at once: whoever comes last replaces it by the same.
  renameSync(file, template)
  return template
}

let template: Promise<string> | undefined

async function sqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-db-'))
  const file = join(folder, 'cheyou.sqlite')
  template ??= migrated()
  copyFileSync(await template, file)
  return {
    options: { engine: 'sqlite', file, synchronous: 'NORMAL' },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function postgres(): Promise<TestDatabase> {
  const { url, schema, giveBack } = await testPostgres()
  return { options: { engine: 'postgres', url, schema }, drop: giveBack }
}

/** Both engines, for suites that run once on each. */
export const ENGINES = { sqlite, postgres } as const
