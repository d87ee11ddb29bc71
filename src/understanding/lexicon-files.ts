import { readFileSync } from 'node:fs'

const folder = new URL('../../data/lexicon/', import.meta.url)

/** The lines of a file of data/lexicon, without comments and empty ones. */
export function readLexicon(name: string): string[] {
  return readFileSync(new URL(name, folder), 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
