import type { Span } from './split.js'

export interface Mention extends Span {
  person: number
}

/** The names by which a text may call a person, most likely first. */
export type NamesOf = (person: number) => readonly string[]

/**
 * Where a text calls the people of `persons`, in order. A known name is looked for first: names hold spaces and
 * dashes, and no pattern finds their end.
 */
export function findMentions(text: string, persons: readonly number[], namesOf: NamesOf): Mention[] {
  const found: Mention[] = []
  let from = 0
  for (const person of persons) {
    const span = find(text, from, namesOf(person))
    if (!span) continue
    found.push({ ...span, person })
    from = span.end
  }
  return found
}

function find(text: string, from: number, names: readonly string[]): Span | undefined {
  for (const name of names) {
    const start = text.indexOf(`@${name}`, from)
    if (start >= 0) return { start, end: start + name.length + 1 }
  }
  const match = /@[^\s@，,。：:！!？?、；;]+/.exec(text.slice(from))
  return match ? { start: from + match.index, end: from + match.index + match[0].length } : undefined
}
