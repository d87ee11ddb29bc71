interface Named {
  name: string
  settings?: { tags?: string[] }
}

/** Which groups a notice is for, and its text without their names. */
export type Choice<G extends Named> =
  | { type: 'chosen'; groups: readonly G[]; text: string }
  | { type: 'unknown'; name: string }
  | { type: 'ambiguous'; name: string; groups: readonly G[] }

/** `@所有人` is for the members to read, so it belongs to the text. */
const FOR_READERS = /^(?:所有人|全体成员|全员|everyone|here)(?![^\s:：,，、;；@＠])/i
const EVERY_GROUP = /^(?:所有群|全部群|每个群|全部|all groups|all)(?=$|[\s:：,，、;；@＠])/i
const ENDS_A_NAME = /^(?:$|[\s:：,，、;；@＠])/
const BETWEEN = /^[\s,，、;；]*/
/** Behind a colon begins the text, even if it begins with an @. */
const TEXT_BEGINS = /^\s*[:：]\s*/

/** Names and words are compared without case, width and spaces. */
export const fold = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s/g, '')

const EXCEPT = /^(?:除了?|不发|except\s+|-)(?=[@＠#＃])/i

/**
 * Reads the `@names`, the `#tags` of groups and what is left out (`除@name`) that the body begins with; a part of a name
 * will do when it fits one group only.
 */
export function chooseGroups<G extends Named>(body: string, groups: readonly G[]): Choice<G> {
  const chosen = new Set<G>()
  const leftOut = new Set<G>()
  let rest = body
  while (/^[@＠#＃]/.test(rest.replace(EXCEPT, ''))) {
    const into = EXCEPT.test(rest) ? leftOut : chosen
    const marked = rest.replace(EXCEPT, '')
    const named = marked.slice(1)
    if (FOR_READERS.test(named)) break
    const found = /^[@＠]/.test(marked) ? findGroups(named, groups) : findTagged(named, groups)
    const name = named.slice(0, found.length)
    // A # that names no group is the text's own.
    if (!found.groups.length && !/^[@＠]/.test(marked)) break
    if (!found.groups.length) return { type: 'unknown', name }
    if (found.guessed && found.groups.length > 1) return { type: 'ambiguous', name, groups: found.groups }
    for (const group of found.groups) into.add(group)
    rest = named.slice(found.length)
    if (TEXT_BEGINS.test(rest)) {
      rest = rest.replace(TEXT_BEGINS, '')
      break
    }
    rest = rest.replace(BETWEEN, '')
  }
  const asked = chosen.size ? [...chosen] : groups
  return { type: 'chosen', groups: asked.filter((group) => !leftOut.has(group)), text: rest.trim() }
}

interface Found<G> {
  groups: readonly G[]
  /** Characters of the text that name them. */
  length: number
  /** Only a part of the name was given. */
  guessed: boolean
}

/** The full name wins, the longest one first: names hold spaces, and one may begin like another. */
function findGroups<G extends Named>(named: string, groups: readonly G[]): Found<G> {
  const all = EVERY_GROUP.exec(named)?.[0]
  if (all) return { groups, length: all.length, guessed: false }
  const full = groups.filter(
    ({ name }) =>
      name &&
      named.slice(0, name.length).toLowerCase() === name.toLowerCase() &&
      ENDS_A_NAME.test(named.slice(name.length)),
  )
  const length = Math.max(0, ...full.map(({ name }) => name.length))
  if (length) return { groups: full.filter(({ name }) => name.length === length), length, guessed: false }
  const word = /^[^\s:：,，、;；@＠]*/.exec(named)?.[0] ?? ''
  const fitting = groups.filter(({ name }) => word && fold(name).includes(fold(word)))
  return { groups: fitting, length: word.length, guessed: true }
}

function findTagged<G extends Named>(named: string, groups: readonly G[]): Found<G> {
  const tag = /^[^\s:：,，、;；@＠#＃]*/.exec(named)?.[0] ?? ''
  return { groups: groups.filter(({ settings }) => settings?.tags?.includes(tag)), length: tag.length, guessed: false }
}
