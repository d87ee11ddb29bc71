import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureWebBuilt } from '../../src/console/build-web.js'
import { atEnd } from './runner/at-end.js'

let built: Promise<string> | undefined

/** Gives a program's data folder the page as it would build it itself: built once, not for every program. */
export async function lendPage(home: string): Promise<void> {
  built ??= build()
  cpSync(await built, join(home, 'web'), { recursive: true })
}

async function build(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-page-'))
  atEnd(async () => rmSync(folder, { recursive: true, force: true }))
  const outDir = join(folder, 'web')
  await ensureWebBuilt({ sourceDir: 'src/console/web', outDir })
  return outDir
}
