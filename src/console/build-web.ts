import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface WebBuild {
  /** Folder of the page's sources, with its index.html. */
  sourceDir: string
  /** Folder that the built page is served from. */
  outDir: string
}

const STAMP = '.built-from'

/**
 * Builds the page when its sources are others than those of the last build; resolves whether it was built.
 * The finished build takes the old one's place at once, so that a build that fails or is killed leaves the old one.
 */
export async function ensureWebBuilt({ sourceDir, outDir }: WebBuild): Promise<boolean> {
  const hash = hashSources(sourceDir)
  const stamp = join(outDir, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false

  // Only here: the bundler takes longer to load than the whole server to start.
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
  const fresh = `${outDir}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  try {
    await build({
      configFile: false,
      root: sourceDir,
      plugins: [react()],
      logLevel: 'error',
      build: { target: 'es2022', outDir: fresh, emptyOutDir: true, chunkSizeWarningLimit: 1500 },
    })
    writeFileSync(join(fresh, STAMP), hash)
    rmSync(outDir, { recursive: true, force: true })
    renameSync(fresh, outDir)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
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
