import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { ENTITIES, openStore } from '../../src/store/index.js'
import { runUntil } from './killed.js'

/** Three weeks like the demo's, one after the other: long enough to be killed in the middle. */
function longHistory(): string {
  const week = readFileSync('data/demo/chat.txt', 'utf8')
  const [head, ...entries] = week.split(/(?=^2026-09-)/m)
  const later = (days: number) =>
    entries.map((entry) => entry.replace(/^2026-09-(\d\d)/, (_, day) => `2026-${days}-${day}`))
  return [head, ...entries, ...later(10), ...later(11), ...later(12)].join('')
}

/** Rows of every table, and every lead and sign-up without what differs from run to run. */
async function contents(home: string) {
  const store = await openStore({ engine: 'sqlite', file: join(home, 'cheyou.sqlite'), synchronous: 'NORMAL' })
  const counts: Record<string, number> = {}
  for (const entity of ENTITIES) counts[entity.name] = await store.transaction((db) => db.count(entity))
  const leads = await store.source.query(
    'SELECT kind, level, round(score, 4) AS score, "firstMessageAt" FROM leads ORDER BY "firstMessageAt", kind',
  )
  const rsvps = await store.source.query(
    'SELECT adults, children, state, "signedAt" FROM rsvps ORDER BY "signedAt", adults',
  )
  await store.close()
  return { counts, leads, rsvps }
}

const sizeOf = (file: string) => {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

it('an import that is killed again and again ends as if nothing had happened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-killed-'))
  try {
    const file = join(folder, 'chat.txt')
    writeFileSync(file, longHistory())
    const [calm, troubled] = [join(folder, 'calm'), join(folder, 'troubled')]
    const undisturbed = runUntil(['import', file, '--home', calm, '--json'], () => false)

    let kills = 0
    // The write-ahead log grows with every commit: each run dies a little later than the one before.
    for (const kilobytes of [50, 400, 900, 1_600]) {
      const wal = join(troubled, 'cheyou.sqlite-wal')
      const before = sizeOf(wal)
      const { killed } = await runUntil(
        ['import', file, '--home', troubled, '--json'],
        () => sizeOf(wal) - before > kilobytes * 1024,
      )
      if (killed) kills += 1
    }
    expect(kills).toBeGreaterThanOrEqual(2)
    await Promise.all([undisturbed, runUntil(['import', file, '--home', troubled, '--json'], () => false)])
    expect(await contents(troubled)).toEqual(await contents(calm))
    const again = await runUntil(['import', file, '--home', troubled, '--json'], () => false)
    expect((JSON.parse(again.out) as { added: number }).added).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 90_000)
