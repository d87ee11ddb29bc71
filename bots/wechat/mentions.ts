/** The space that WeChat puts after a mention. */
const GAP = '\u2005'

export interface Mentionable {
  id: string
  /** Name card and nickname. */
  names: readonly string[]
}

/**
 * Sets WeChat's gap after each `@name` that stands for one of `people`, so that the app takes it as a mention.
 * Answers the ids whose name was not found too: who is mentioned is notified all the same.
 */
export function markMentions(text: string, people: readonly Mentionable[]): string {
  let marked = ''
  let rest = text
  for (const { names } of people) {
    const found = firstOf(rest, names)
    if (!found) continue
    const end = found.at + found.length
    const after = rest[end]
    marked += rest.slice(0, end) + GAP
    // A space after the name becomes the gap; anything else stays.
    rest = rest.slice(after === ' ' || after === GAP ? end + 1 : end)
  }
  return marked + rest
}

function firstOf(text: string, names: readonly string[]): { at: number; length: number } | undefined {
  const found = names
    .filter(Boolean)
    .map((name) => ({ at: text.indexOf(`@${name}`), length: name.length + 1 }))
    .filter(({ at }) => at >= 0)
  // Where one name begins with the other, the longer one is meant.
  return found.sort((a, b) => a.at - b.at || b.length - a.length)[0]
}

/** Web WeChat gives no ids: who is meant is read off the `@name` in the words. */
export function readMentions(text: string, people: readonly Mentionable[]): string[] {
  if (!text.includes('@')) return []
  return people
    .filter(({ names }) =>
      names.some((name) => {
        const at = name ? text.indexOf(`@${name}`) : -1
        return at >= 0 && /^([\s\u2005]|$)/u.test(text.slice(at + name.length + 1))
      }),
    )
    .map(({ id }) => id)
}
