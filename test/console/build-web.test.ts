import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ensureWebBuilt } from '../../src/console/build-web.js'

describe('building the page', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'build-'))
    sources('index.html', '<!doctype html><title>t</title><script type="module" src="./main.ts"></script>')
    sources('main.ts', 'document.title = "first"')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const sourceDir = () => join(folder, 'web')
  const outDir = () => join(folder, 'out')
  const build = () => ensureWebBuilt({ sourceDir: sourceDir(), outDir: outDir() })
  function sources(name: string, text: string) {
    mkdirSync(sourceDir(), { recursive: true })
    writeFileSync(join(sourceDir(), name), text)
  }
  const built = () => {
    const assets = readdirSync(join(outDir(), 'assets'))
    return assets.map((name) => readFileSync(join(outDir(), 'assets', name), 'utf8')).join('\n')
  }

  it('happens once, and again when a source has changed', async () => {
    expect(await build()).toBe(true)
    expect(built()).toContain('first')
    expect(await build()).toBe(false)
    sources('main.ts', 'document.title = "second"')
    expect(await build()).toBe(true)
    expect(built()).toContain('second')
    expect(built()).not.toContain('first')
  })

  it('leaves the last build in its place when the sources are broken', async () => {
    await build()
    sources('main.ts', 'document.title = (')
    await expect(build()).rejects.toThrow()
    expect(built()).toContain('first')
    expect(readdirSync(folder).sort()).toEqual(['out', 'web'])
    expect(existsSync(join(outDir(), 'index.html'))).toBe(true)
  })
})
