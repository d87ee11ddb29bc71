import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from '@jest/globals'
import { createScene, createSink } from './scene.js'

const PROGRAM = fileURLToPath(new URL('./talk-until-killed.ts', import.meta.url))

/** Lets the program talk until `posts` of its posts were promised, and kills it in the middle of what it does. */
async function talk(journal: string, inbox: string, posts: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, journal, inbox], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
    if (said.split('\n').length > posts) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return said.split('\n').slice(0, -1)
}

it('loses nothing that was promised when it is killed, and offers again what the bot may not have', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  try {
    const [journal, inbox] = [join(folder, 'world.jsonl'), join(folder, 'inbox')]
    const promised: string[] = []
    for (const posts of [3, 40, 200]) promised.push(...(await talk(journal, inbox, posts)))

    const { world, channel } = createScene(journal)
    const sink = createSink()
    await channel.start(sink)
    await channel.stop()
    const heard = existsSync(inbox) ? readFileSync(inbox, 'utf8').split('\n').filter(Boolean) : []
    const people = world.history('owners', { limit: 1e6 }).filter(({ from }) => !from.bot)
    expect(promised.length).toBeGreaterThanOrEqual(243)
    expect(promised.filter((id) => !world.findPost(id))).toEqual([])
    // Every post of a person was taken in: before a kill, or in the run after it.
    expect([...new Set([...heard, ...sink.events.map(({ id }) => id)])].sort()).toEqual(
      people.map(({ id }) => id).sort(),
    )
    // Twice at most where a kill fell between taking a post in and acknowledging it: one for each kill.
    expect(heard.length - new Set(heard).size).toBeLessThanOrEqual(2)
    expect(sink.events.length).toBeLessThanOrEqual(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
