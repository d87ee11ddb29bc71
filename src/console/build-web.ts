import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface WebBuild {
  /** Folder of the page's sources, with its index.html. */
  sourceDir: string
  /** Folder that the built page is served from. */
  outDir: string
}

const STAMP = '.built-from'
const CONFIG = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))

/**
 * Builds the page when its sources are others than those of the last build; resolves whether it was built.
 * The finished build takes the old one's place at once, so that a build that fails or is killed leaves the old one.
 * @throws Error with what the bundler said
 */
export async function ensureWebBuilt({ sourceDir, outDir }: WebBuild): Promise<boolean> {
  const hash = hashSources(sourceDir)
  const stamp = join(outDir, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false

  const fresh = `${outDir}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  try {
    await runVite(['build', sourceDir, '--config', CONFIG, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'])
    writeFileSync(join(fresh, STAMP), hash)
    rmSync(outDir, { recursive: true, force: true })
    renameSync(fresh, outDir)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
}

/** In a process of its own: the bundler's memory is not to stay with a server that runs for months. */
function runVite(args: string[]): Promise<void> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args], (cause, _stdout, stderr) => {
      if (cause) reject(new Error(`the page could not be built: ${stderr.trim() || cause.message}`, { cause }))
      else resolve()
    })
  })
}

/** One hash over the names and contents of all sources; times of files say nothing after a fresh clone. */
function hashSources(dir: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) {
    hash.update(relative(dir, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
