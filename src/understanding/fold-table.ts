import { readLexicon } from './lexicon-files.js'

/** What each code point becomes; filled as characters are met, since a chat uses a few thousand of them. */
const known = new Map<number, string>()
const plain: (string | undefined)[] = new Array(0x3000)
const pairs = readPairs()

/** The plain form of a code point: a string, empty when it is an invisible or combining mark. */
export function foldCharacter(code: number): string {
  const seen = code < plain.length ? plain[code] : known.get(code)
  if (seen !== undefined) return seen
  const folded = settle(String.fromCodePoint(code))
  if (code < plain.length) plain[code] = folded
  else known.set(code, folded)
  return folded
}

/** Apply every mapping until nothing changes, so that folding a folded text is a no-op. */
function settle(text: string): string {
  for (let round = 0; round < 5; round++) {
    const next = once(text)
    if (next === text) return text
    text = next
  }
  return text
}

function once(text: string): string {
  let out = ''
  for (const character of text.normalize('NFKC').toLowerCase()) out += pairs.get(character) ?? character
  return out
    .normalize('NFKC')
    .replace(/[\p{Mn}\p{Me}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164]/gu, '')
    .replace(/[^\S\n]/gu, ' ')
    .replace(/\r/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, ' ')
}

function readPairs(): Map<string, string> {
  const pairs = new Map<string, string>()
  for (const line of readLexicon('traditional.txt'))
    for (const pair of line.split(' ')) {
      const [from, to] = [...pair]
      if (from && to) pairs.set(from, to)
    }
  for (const line of readLexicon('lookalikes.txt')) {
    const [from, to] = line.split(' ')
    if (from && to) pairs.set(from, to)
  }
  return pairs
}
