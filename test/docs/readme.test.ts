import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { readReadme, withConfigTable } from './config-table.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PAGES = [
  ...['README.md', 'src/README.md', 'bots/README.md', 'data/README.md', 'docs/registration.md', 'docs/care.md'],
  ...['README', 'qq', 'telegram', 'wechat'].map((page) => `docs/channels/${page}.md`),
]
const MOST_BYTES = 300_000

const linksOf = (page: string) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)|<img[^>]* src="([^"]+)"/g)]
    .map((match) => (match[1] ?? match[2]) as string)
    .filter((link) => !/^https?:/.test(link))

describe('README', () => {
  it('has the configuration as the schema has it (npm run docs writes it)', () => {
    const readme = readReadme()
    expect(readme).toBe(withConfigTable(readme))
  })

  it('names every command of the program, and none that is not there', () => {
    const help = execFileSync(process.execPath, [join(ROOT, 'bots/cheyou.js'), '--help'], { encoding: 'utf8' })
    const commands = [...help.matchAll(/^ {2}(\w+) .*/gm)].map((match) => match[1]).filter((name) => name !== 'help')
    const named = [...readReadme().matchAll(/npx cheyou ([a-z]+)/g)].map((match) => match[1])
    expect(commands.length).toBeGreaterThan(5)
    expect([...new Set(named)].sort()).toEqual([...commands].sort())
  })

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
    const named = [...readReadme().matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map((match) => match[1])
    expect(named.filter((name) => !(String(name) in scripts))).toEqual([])
  })

  it('shows pictures that load fast', () => {
    const pictures = linksOf('README.md').filter((link) => link.endsWith('.png'))
    expect(pictures.length).toBeGreaterThan(0)
    expect(pictures.filter((link) => statSync(join(ROOT, link)).size >= MOST_BYTES)).toEqual([])
  })
})

it.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = linksOf(page)
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([])
})
