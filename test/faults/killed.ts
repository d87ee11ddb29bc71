import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const CHEYOU = fileURLToPath(new URL('../../bots/cheyou.js', import.meta.url))

export interface Run {
  /** What the program printed. */
  out: string
  killed: boolean
}

/** Runs the program; kills it as if the power went when `when` says so, asked every few milliseconds. */
export async function runUntil(
  args: string[],
  when: (out: string) => boolean,
  settings: Record<string, string> = {},
): Promise<Run> {
  const child = spawn(process.execPath, [CHEYOU, ...args], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    out += data
  })
  child.stderr.resume()
  const watch = setInterval(() => {
    if (when(out)) child.kill('SIGKILL')
  }, 5)
  const [, signal] = await once(child, 'close')
  clearInterval(watch)
  return { out, killed: signal === 'SIGKILL' }
}
