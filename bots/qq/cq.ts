import type { Segment } from './types.js'

/**
 * CQ codes: the older way to write segments into one string.
 * https://github.com/botuniverse/onebot-11/blob/master/message/string.md
 */
const CODE = /\[CQ:([A-Za-z0-9_.-]+)((?:,[^,[\]]*)*)\]/g

/** `&amp;` comes last, so that `&amp;#91;` stays the words `&#91;`. */
const unescapeValue = (text: string) =>
  text.replaceAll('&#91;', '[').replaceAll('&#93;', ']').replaceAll('&#44;', ',').replaceAll('&amp;', '&')

/** Outside a code a comma is never escaped, so `&#44;` there is what somebody wrote. */
const unescapeText = (text: string) => text.replaceAll('&#91;', '[').replaceAll('&#93;', ']').replaceAll('&amp;', '&')

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('[', '&#91;').replaceAll(']', '&#93;')
}

const escapeValue = (value: string) => escapeText(value).replaceAll(',', '&#44;')

/** The first `=` parts key and value: values may hold more of them. */
function readData(parameters: string): Record<string, string> {
  const pairs = parameters
    .split(',')
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), unescapeValue(pair.slice(pair.indexOf('=') + 1))] as const)
  return Object.fromEntries(pairs)
}

export function parseCq(message: string): Segment[] {
  const segments: Segment[] = []
  let end = 0
  const text = (upTo: number) => {
    if (upTo > end) segments.push({ type: 'text', data: { text: unescapeText(message.slice(end, upTo)) } })
  }
  for (const match of message.matchAll(CODE)) {
    text(match.index)
    segments.push({ type: match[1] as string, data: readData(match[2] ?? '') })
    end = match.index + match[0].length
  }
  text(message.length)
  return segments
}

export function writeCq(segments: readonly Segment[]): string {
  return segments
    .map(({ type, data }) => {
      if (type === 'text') return escapeText(String(data.text ?? ''))
      const pairs = Object.entries(data).map(([key, value]) => `,${key}=${escapeValue(String(value))}`)
      return `[CQ:${type}${pairs.join('')}]`
    })
    .join('')
}
