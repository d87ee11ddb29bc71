import stringWidth from 'string-width'

/** A line of a terminal that a phone or a printed page still shows whole. */
const WIDTH = 76
const GAP = 2
const INDENT = '  '

/** Short texts side by side, each column as wide as the widest; a Han character is two cells wide. */
export function inColumns(texts: readonly string[]): string[] {
  const cell = Math.max(0, ...texts.map((text) => stringWidth(text))) + GAP
  const perLine = Math.max(1, Math.floor((WIDTH - INDENT.length) / cell))
  const lines: string[] = []
  for (let n = 0; n < texts.length; n += perLine) {
    const row = texts.slice(n, n + perLine).map((text) => text + ' '.repeat(cell - stringWidth(text)))
    lines.push(`${INDENT}${row.join('')}`.trimEnd())
  }
  return lines
}

/** On one line, and no longer than a few lines of a terminal. */
export function clipped(text: string, cells = 120): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (stringWidth(line) <= cells) return line
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (stringWidth(short + segment) > cells - 1) break
    short += segment
  }
  return `${short}…`
}
