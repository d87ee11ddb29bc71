import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CHEYOU = fileURLToPath(new URL('../../bots/cheyou.js', import.meta.url))

export interface Program {
  /** The address that it printed. */
  url: string
  /** Stops it and removes its data folder. */
  stop(): Promise<void>
}

/** `cheyou start` as a process of its own, on a fresh data folder and a free port. */
export async function startProgram(): Promise<Program> {
  const home = mkdtempSync(join(tmpdir(), 'cheyou-'))
  const child = spawn(process.execPath, [CHEYOU, 'start', '--home', home, '--port', '0'], {
    env: { PATH: process.env.PATH, CHEYOU_LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  try {
    return {
      url: await printedAddress(child),
      async stop() {
        child.kill('SIGTERM')
        await ended
        rmSync(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(home, { recursive: true, force: true })
    throw error
  }
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (data: string) => {
      said += data
      const address = /https?:\/\/\S+/.exec(said)?.[0]
      if (address) resolve(address)
    }
    child.stdout?.setEncoding('utf8').on('data', listen)
    child.stderr?.setEncoding('utf8').on('data', (data) => {
      said += data
    })
    child.once('close', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
}
