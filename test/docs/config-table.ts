import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configTable } from '../../src/kit/config.js'

export const README = fileURLToPath(new URL('../../README.md', import.meta.url))

const BETWEEN = /(<!-- config:start[^>]*-->)[\s\S]*?(<!-- config:end -->)/

/** README with the table of the configuration as the schema has it. Throws when the markers are gone. */
export function withConfigTable(readme: string): string {
  if (!BETWEEN.test(readme)) throw new Error('README.md has lost its config:start and config:end')
  return readme.replace(BETWEEN, (_, start: string, end: string) => `${start}\n${configTable()}\n${end}`)
}

export const readReadme = () => readFileSync(README, 'utf8')
export const writeReadme = (readme: string) => writeFileSync(README, readme)
