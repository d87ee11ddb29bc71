import { maskPhones } from './chinese/phone.js'

const characters = new Intl.Segmenter()
const MARKS = [/\n/g, /[。！？!?；;…]/g, /[，,、\s]/g]

/**
 * Where to cut a text that is longer than `limit` UTF-16 code units: after a line, a sentence, a word, else between
 * two characters. A surrogate pair, and what a joiner or variation selector ties together, stays whole.
 */
export function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const mark of MARKS) {
    const last = [...head.matchAll(mark)].at(-1)
    if (last && last.index >= limit / 2) return last.index + last[0].length
  }
  return characters.segment(text.slice(0, limit + 64)).containing(limit)?.index || limit
}

/** A quote in a list: on one line, at most `longest` UTF-16 code units of it, and phone numbers are shortened. */
export function clip(text: string, longest = 60): string {
  const line = maskPhones(text).replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, cutAt(line, longest)).trimEnd()}…`
}
