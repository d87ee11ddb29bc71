import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lendPage } from './page.js'

const CHEYOU = fileURLToPath(new URL('../../bots/cheyou.js', import.meta.url))

export interface Program {
  /** The address that it printed. */
  url: string
  /** Its data folder. */
  home: string
  /** Runs another command on the same data folder; answers what it printed. */
  run(...args: string[]): Promise<{ printed: string; code: number }>
  /** Stops it and removes its data folder. */
  stop(): Promise<void>
}

/** As npm runs a script: in a shell, which alone is told to end, and tells nobody. */
const SHELL = ['/bin/sh', '-c', '"$@"; exit $?', 'sh']

interface Ways {
  byNpm?: boolean
}

/** `cheyou start` as a process of its own, on a fresh data folder and a free port. */
export async function startProgram(settings: Record<string, string> = {}, { byNpm }: Ways = {}): Promise<Program> {
  const home = mkdtempSync(join(tmpdir(), 'cheyou-'))
  await lendPage(home)
  const env = { PATH: process.env.PATH, CHEYOU_LOG_LEVEL: 'fatal', ...settings }
  const [file = '', ...words] = [
    ...(byNpm ? SHELL : []),
    process.execPath,
    CHEYOU,
    'start',
    '--home',
    home,
    '--port',
    '0',
  ]
  const child = spawn(file, words, {
    env: { ...env, ...(byNpm && { npm_lifecycle_event: 'start' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  try {
    return {
      url: await printedAddress(child),
      home,
      run: (...args) =>
        new Promise((resolve) => {
          execFile(process.execPath, [CHEYOU, ...args, '--home', home], { env }, (error, stdout, stderr) =>
            resolve({ printed: stdout + stderr, code: error ? Number(error.code) : 0 }),
          )
        }),
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
