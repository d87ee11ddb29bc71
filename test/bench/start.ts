import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchTexts } from './corpus.js'

const CHEYOU = fileURLToPath(new URL('../../bots/cheyou.js', import.meta.url))
const IMPORTED = 100_000

/** Runs the program until its output holds the words, or until it ends. Answers seconds. */
function until(args: string[], words: string | null, input = ''): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, [CHEYOU, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  return new Promise((resolve) => {
    const done = () => resolve((performance.now() - started) / 1000)
    child.stdout.on('data', (data: Buffer) => {
      if (words !== null && data.toString().includes(words)) {
        done()
        child.kill()
      }
    })
    child.on('exit', done)
  })
}

/** A group of 300 people over a year, as QQ exports it. */
function longExport(count: number): string {
  const texts = benchTexts(count)
  const lines = texts.map((text, n) => {
    const at = new Date(Date.UTC(2025, 8, 1) + n * 300_000).toISOString().slice(0, 19).replace('T', ' ')
    return `${at} 追风车主-${n % 300}(${10_000_000 + (n % 300)})\n${text.replace(/\n/g, ' ')}\n`
  })
  return `消息记录（此消息记录为文本格式，不支持重新导入）\n\n${'='.repeat(64)}\n消息分组:我的QQ群\n${'='.repeat(64)}\n消息对象:车友群\n${'='.repeat(64)}\n\n${lines.join('\n')}`
}

/** Start, first answer, and the memory that a long import takes. */
export async function benchStart(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'cheyou-start-'))
  await until(['start', '--home', home, '--port', '0'], 'http://')
  const ready = await until(['start', '--home', home, '--port', '0'], 'http://')
  const first = await until(['analyze', '--jsonl'], '"id"', '{"id":1,"text":"我这老款能抵多少"}\n')
  console.log(
    `start: ready after ${ready.toFixed(2)} s with the demo data (goal 3); first line of analyze after ${first.toFixed(2)} s (goal 1)`,
  )

  const file = join(home, 'long.txt')
  writeFileSync(file, longExport(IMPORTED))
  const measured = `data:text/javascript,process.on('exit',()=>console.error('rss '+Math.round(process.resourceUsage().maxRSS/1024)))`
  const started = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', measured, CHEYOU, 'import', file, '--json', '--home', join(home, 'import')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString()
  })
  await new Promise((resolve) => child.on('exit', resolve))
  const seconds = (performance.now() - started) / 1000
  const rss = /rss (\d+)/.exec(said)?.[1]
  console.log(
    `import: ${IMPORTED} messages in ${seconds.toFixed(0)} s, ${(IMPORTED / seconds).toFixed(0)} a second, at most ${rss} MB (goal 300)`,
  )
}
