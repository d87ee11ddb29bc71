/** One object of a JSON stream, as text; `damaged` when it did not end where it should. */
export interface JsonPiece {
  line: number
  text: string
  damaged?: boolean
}

/** An object longer than this (characters) is no message. */
const LONGEST = 1_000_000

/**
 * Cuts JSON lines, a JSON array, or both mixed, into objects, without holding more than one. After a damaged object it
 * starts anew at the next line that begins with `{` no deeper than the object before.
 */
export function jsonScanner() {
  let line = 1
  let indent: number | undefined = 0
  let depth = 0
  let inString = false
  let escaped = false
  let strayOnLine = false
  let started = { line: 1, indent: 0 }
  let text = ''
  let wasCr = false
  let pieces: JsonPiece[] = []

  function emit(damaged: boolean) {
    pieces.push({ line: started.line, text, ...(damaged && { damaged }) })
    text = ''
    depth = 0
    inString = false
  }

  function begin() {
    started = { line, indent: indent ?? started.indent }
    depth = 1
  }

  function newline() {
    line++
    indent = 0
    strayOnLine = false
    inString = false
    escaped = false
  }

  function outside(char: string): boolean {
    if (char === '{') {
      begin()
      return true
    }
    if (!/[\s,[\]\ufeff]/.test(char) && !strayOnLine) {
      strayOnLine = true
      pieces.push({ line, text: '', damaged: true })
    }
    return false
  }

  function inside(char: string): boolean {
    if (escaped) escaped = false
    else if (inString) {
      if (char === '\\') escaped = true
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{') depth++
    else if (char === '}') depth--
    return depth === 0
  }

  return {
    push(chunk: string): JsonPiece[] {
      pieces = []
      let from = 0
      for (let i = 0; i < chunk.length; i++) {
        const char = chunk[i]!
        const afterCr = wasCr
        wasCr = char === '\r'
        if (char === '\n' || char === '\r') {
          if (!(char === '\n' && afterCr)) newline()
          continue
        }
        if (char === '{' && depth > 0 && indent !== undefined && indent <= started.indent) {
          text += chunk.slice(from, i)
          emit(true)
        }
        if (depth === 0) {
          if (outside(char)) from = i
        } else if (inside(char)) {
          text += chunk.slice(from, i + 1)
          emit(false)
        }
        if (indent !== undefined)
          indent = char === ' ' || char === '\t' || char === '[' || char === ',' ? indent + 1 : undefined
      }
      if (depth > 0) text += chunk.slice(from)
      if (text.length > LONGEST) emit(true)
      return pieces
    },
    end(): JsonPiece[] {
      pieces = []
      if (depth > 0) emit(true)
      return pieces
    },
  }
}
