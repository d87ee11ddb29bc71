import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../../data/eval/', import.meta.url)

/** What `npm run eval` found last: a file of data/eval, undefined when it is not there yet. */
export function readResult<T>(name: string): T | undefined {
  const file = new URL(`${name}.json`, folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

export function writeResult(name: string, result: unknown): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(result, rounded, 2)}\n`)
}

/** Five digits are more than a figure is worth, and keep the differences between two runs readable. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value
}
