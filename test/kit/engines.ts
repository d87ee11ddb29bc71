import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreOptions } from '../../src/store/index.js'
import { testPostgres } from './postgres.js'

export interface TestDatabase {
  options: StoreOptions
  drop(): Promise<void>
}

async function sqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-db-'))
  return {
    options: { engine: 'sqlite', file: join(folder, 'cheyou.sqlite'), synchronous: 'NORMAL' },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function postgres(): Promise<TestDatabase> {
  const server = await testPostgres()
  return { options: { engine: 'postgres', url: server.url, schema: server.schema }, drop: () => server.stop() }
}

/** Both engines, for suites that run once on each. */
export const ENGINES = { sqlite, postgres } as const
