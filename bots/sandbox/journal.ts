import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs'
import type { Change } from './types.js'

export interface Journal {
  /** All changes of one command: one line, so that a kill leaves either all of them or none. */
  append(changes: Change[]): void
}

/** Opens the file and gives every change in it to `replay`, oldest first. A last line that a kill tore is cut off. */
export function openJournal(path: string, replay: (change: Change) => void): Journal {
  let size = 0
  if (existsSync(path)) {
    const content = readFileSync(path)
    size = content.lastIndexOf(0x0a) + 1
    if (size < content.length) truncateSync(path, size)
    const lines = content.toString('utf8', 0, size).split('\n')
    for (const [index, line] of lines.entries()) {
      if (line) for (const change of parseLine(path, line, index + 1)) replay(change)
    }
  }
  return {
    append(changes) {
      const line = Buffer.from(`${JSON.stringify(changes)}\n`)
      try {
        appendFileSync(path, line)
      } catch (error) {
        // A full disk may have taken half of the line: what follows must not be glued to it.
        if (existsSync(path) && statSync(path).size > size) truncateSync(path, size)
        throw error
      }
      size += line.length
    },
  }
}

function parseLine(path: string, line: string, number: number): Change[] {
  try {
    return JSON.parse(line) as Change[]
  } catch (cause) {
    throw new Error(`${path}:${number} is no journal line`, { cause })
  }
}
