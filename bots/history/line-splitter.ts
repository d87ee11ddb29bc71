export interface Line {
  text: string
  /** Counted from 1; CRLF, LF and a lone CR each end one line. */
  number: number
  /** The line was longer than the limit and has been cut. */
  cut?: boolean
}

/** A line longer than this (characters) is no chat; a file without line ends must not fill the memory. */
const LONGEST_LINE = 1_000_000

/** Cuts a stream of text into lines. A byte order mark in the middle (joined files) is dropped. */
export function lineSplitter(longest = LONGEST_LINE) {
  let rest = ''
  let number = 0
  let cut = false
  let endedWithCr = false

  function finish(text: string): Line {
    number++
    const full = cut ? rest : rest + text
    const line: Line = { text: full.replace(/^\ufeff/, '').slice(0, longest), number }
    if (cut || full.length > longest) line.cut = true
    rest = ''
    cut = false
    return line
  }

  return {
    push(chunk: string): Line[] {
      const lines: Line[] = []
      let from = 0
      if (endedWithCr && chunk.startsWith('\n')) from = 1
      if (chunk) endedWithCr = chunk.endsWith('\r')
      const breaks = /\r\n|\n|\r/g
      breaks.lastIndex = from
      for (let hit = breaks.exec(chunk); hit; hit = breaks.exec(chunk)) {
        lines.push(finish(chunk.slice(from, hit.index)))
        from = breaks.lastIndex
      }
      if (!cut) rest += chunk.slice(from)
      if (rest.length > longest) {
        rest = rest.slice(0, longest)
        cut = true
      }
      return lines
    },
    end(): Line[] {
      return rest ? [finish('')] : []
    },
  }
}
