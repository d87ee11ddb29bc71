import { AuditEntry, Inquiry, Message, Understanding } from '../../src/store/index.js'
import { benchTexts } from './corpus.js'
import { benchApp, benchEvent, pump } from './scene.js'

const SAMPLE = 1_000
const LIVED = 25_000
const COPIES = 19

/** Multiplies what 25,000 messages left behind, so that the history holds 500,000 without waiting for them. */
async function age(scene: Awaited<ReturnType<typeof benchApp>>, texts: string[]): Promise<number> {
  await pump(
    scene,
    Array.from({ length: LIVED }, (_, n) => benchEvent(n, texts[n % texts.length] as string, 'old')),
  )
  const { source } = scene.store
  for (const entity of [Message, Understanding, Inquiry, AuditEntry]) {
    const { tableName, columns } = source.getMetadata(entity)
    const names = columns.map((column) => column.databaseName)
    for (let copy = 1; copy <= COPIES; copy++) {
      const mark = String(copy).padStart(2, '0')
      // Ids begin with the time; these sort before the living ones, as older ids do.
      const value = (name: string) =>
        name === 'id' || name === 'messageId'
          ? `'00${mark}' || substr("${name}", 5)`
          : name === 'externalId'
            ? `'${mark}-' || "${name}"`
            : `"${name}"`
      await source.query(
        `INSERT INTO ${tableName} (${names.map((name) => `"${name}"`).join()}) SELECT ${names.map(value).join()} FROM ${tableName} WHERE id LIKE '01%'`,
      )
    }
  }
  const [row] = (await source.query('SELECT COUNT(*) AS count FROM messages')) as { count: number }[]
  return row?.count ?? 0
}

/** What a message costs must not grow with the history. */
export async function benchGrowth(): Promise<void> {
  const texts = benchTexts(LIVED + SAMPLE)
  const sample = (from: string) =>
    Array.from({ length: SAMPLE }, (_, n) => benchEvent(n, texts[LIVED + n] as string, from))
  const fresh = await benchApp()
  const aged = await benchApp()
  const greetings = Array.from({ length: 4_000 }, (_, n) => benchEvent(n, '早', 'hello'))
  await pump(fresh, greetings)
  await pump(aged, greetings)
  const history = await age(aged, texts)
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) {
    const empty = await pump(fresh, sample(`empty${round}-`))
    const full = await pump(aged, sample(`full${round}-`))
    ratios.push(empty / full)
  }
  const ratio = ratios.sort((one, other) => one - other)[2] as number
  console.log(`growth: a message costs ${ratio.toFixed(2)} times as much after ${history} messages (goal 1.3)`)
  await fresh.store.close()
  await aged.store.close()
}
