import type { Surveyed } from './survey.js'

type Carded = Pick<Surveyed, 'lastName' | 'lastShown'>

/** `追风车主-昵称`, `追风车主+您的网名`, `【追风】昵称`: how the staff describe the card that they want. */
const ASKED =
  /([\p{L}\p{N}]{2,16}?|【[^】\n]{1,8}】|\[[^\]\n]{1,8}\])\s*[-－—–+＋_·]*\s*(?:您的|你的|自己的|本人)?\s*(?:昵称|名字|网名|称呼|姓名|姓氏)/gu
const SEPARATORS_AT_END = /[\s\-－—–_+＋·•.。|/丨:：,，、]+$/u
/** 沪A: cards that begin with the plate share the town, which is no format. */
const PLATE = /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]?$/u

const SHORTEST = 2
const LONGEST = 10
/** The share of members who keep to a format that the staff asked for, and to one that nobody spoke of. */
const SOME = 0.1
const MOST = 0.4
/** A longer start is the format too when so many of those with the shorter one have it. */
const NEARLY_ALL = 0.85

/** What the staff ask for and some members follow, else the start that most members share. */
export function findCardPrefix(members: readonly Carded[], staffWords: readonly string[]): string | null {
  const names = members.map((member) => member.lastName)
  const share = (start: string) => {
    const cards = start.startsWith('【') ? members.map((member) => member.lastShown) : names
    return cards.filter((card) => card.startsWith(start)).length / Math.max(1, members.length)
  }
  for (const text of staffWords)
    for (const [, words = ''] of text.matchAll(ASKED)) {
      // 麻烦改成追风车主: the format is the longest end of it that members' cards begin with.
      const ends = /^[【[]/.test(words) ? [words] : endsOf(words)
      const followed = ends.find((end) => share(end) >= SOME)
      if (followed) return followed
    }
  return commonStart(names)
}

const endsOf = (words: string) =>
  Array.from({ length: Math.max(0, words.length - SHORTEST + 1) }, (_, n) => words.slice(n))

function commonStart(names: readonly string[]): string | null {
  let best = mostCommon(names, SHORTEST)
  if (!best || best.count < 3 || best.count < names.length * MOST) return null
  for (let length = SHORTEST + 1; length <= LONGEST; length += 1) {
    const longer = mostCommon(names, length)
    if (!longer || longer.count < best.count * NEARLY_ALL) break
    best = longer
  }
  const start = best.start.replace(SEPARATORS_AT_END, '')
  return start.length >= SHORTEST && !PLATE.test(start) ? start : null
}

function mostCommon(names: readonly string[], length: number): { start: string; count: number } | undefined {
  const counts = new Map<string, number>()
  for (const name of names)
    if (name.length >= length) counts.set(name.slice(0, length), (counts.get(name.slice(0, length)) ?? 0) + 1)
  const [best] = [...counts].sort((one, other) => other[1] - one[1])
  return best && { start: best[0], count: best[1] }
}
