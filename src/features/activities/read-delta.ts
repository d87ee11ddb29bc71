import { NUMBER, readNumber } from '../../kit/chinese/number.js'
import { COMPANION } from './people-words.js'
import { withoutNoise } from './read-party.js'
import type { Heads } from './rsvp-intent.js'

const ADULTS = new RegExp(`(${NUMBER})\\s*(?:个|位|名)?\\s*(?:大人|成人|大(?!家|概|约|宝|娃))`)
const CHILDREN = new RegExp(
  `(${NUMBER})?\\s*(?:个|位|名)?\\s*(?:小朋友|小孩子?|孩子(?!他|的?[爸妈])|娃娃?儿?(?!他|的?[爸妈])|儿童|小的|宝宝|[大二三小]宝|(?<=${NUMBER}\\s*(?:个|位)?)小(?!时))`,
)
const EACH = new RegExp(COMPANION, 'g')
const HEADS = new RegExp(`(${NUMBER})\\s*(?:个人?|人|位|名|口|份|$)|\\+\\s*(\\d{1,2})`)

/** How many more, or fewer: only those who are named, never the sender. Null where nobody is. */
export function readDelta(folded: string): Heads | null {
  const text = withoutNoise(folded)
  const adults = ADULTS.exec(text)
  const children = CHILDREN.exec(text)
  if (adults || children?.[1]) {
    return {
      adults: adults?.[1] ? readNumber(adults[1]) : 0,
      children: children ? (children[1] ? readNumber(children[1]) : 1) : 0,
    }
  }
  const listed = readListed(text)
  const heads = HEADS.exec(text)
  const many = heads ? readNumber(heads[1] ?? heads[2] ?? '') : 0
  // 俺媳妇也去，再+1 is one person; 再+2，我爸妈 are two.
  if (listed && (many === 0 || many === listed.adults + listed.children)) return listed
  if (listed && many > 0 && listed.adults === 0) return { adults: 0, children: many }
  if (many > 0 && many <= 20) return { adults: many, children: 0 }
  return listed
}

function readListed(text: string): Heads | null {
  const total: Heads = { adults: 0, children: 0 }
  for (const found of text.matchAll(EACH)) {
    const many = found[1] === undefined ? 1 : readNumber(found[1])
    if (found[2] !== undefined) total.adults += 2
    else if (found[3] !== undefined) total.adults += many
    else total.children += many
  }
  return total.adults + total.children > 0 ? total : null
}
