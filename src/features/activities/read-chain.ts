import { foldText } from '../../kit/chinese/fold-text.js'
import { readParty } from './read-party.js'
import type { ChainLine } from './rsvp-intent.js'

const HEADING = /(?:^|\n|#|【)\s*#?\s*(?:群?接龙)/
const MAYBE = /接龙|(?:^|[\n\s:：])\s*\d{1,3}\s*(?:[.．、)）:：,，]|\ufe0f|\u20e3|\s\S)|[①-⑳]/
const NUMBERED = /^\s*(\d{1,3})(?:\ufe0f?\u20e3)?\s*[.．、)）:：,，]?(?![\d.．])\s*(.*)$/
const ENCLOSED = /[①-⑳]/g
/** Figures begin here; what stands before is the name. */
const COUNT_START =
  /[\s:：,，\-—(（+＋]*(?:[+＋]?\s*(?:\d{1,2}|[一二两三四五六七八九十俩仨])\s*(?:个|位|名)?\s*(?:大|小|人|位|口|成人|孩|娃|$)|[+＋]\s*\d|大人|一家|全家|我们|我和|我跟|带|和老|夫妻|两口子|\d{1,2}\s*$)/
/** Chains of the trade (3箱, 85果10斤58元) are no sign-ups. */
const GOODS = /\d\s*(?:箱|斤|盒|份|袋|瓶|件|套|枚|元|块)|[箱斤盒袋瓶]/

/**
 * Reads a pasted sign-up chain. Null where the text is none: without a heading it takes two numbered lines,
 * or one with a number above 1 and a count.
 */
export function readChain(text: string): ChainLine[] | null {
  if (!MAYBE.test(text)) return null
  const spread = text
    .replace(ENCLOSED, (found) => `\n${found.charCodeAt(0) - 0x245f}. `)
    // One-line chains: 【接龙】1、甲 2大 2、乙 1大.
    .replace(/(?<=[\s】:：])(\d{1,2})\s*[.．、](?=\s*[^\d\s])/g, '\n$1. ')
  const heading = HEADING.test(text)
  const lines: ChainLine[] = []
  let numbered = 0
  let counted = 0
  for (const raw of spread.split('\n')) {
    const found = NUMBERED.exec(raw)
    if (!found || !/^\s*\d{1,3}(?:\ufe0f?\u20e3|\s*[.．、)）:：,，]|\s+\S)/.test(raw)) continue
    const body = (found[2] ?? '').trim()
    if (!body) continue
    numbered++
    const line = readLine(body)
    if (!line) continue
    if (line.stated) counted++
    lines.push(line)
  }
  if (!lines.length || (GOODS.test(text) && !counted)) return null
  if (GOODS.test(text) && !/大|人/.test(text)) return null
  const single =
    numbered === 1 && Number(NUMBERED.exec(spread.split('\n').find((line) => NUMBERED.test(line)) ?? '')?.[1]) > 1
  if (heading || (numbered >= 2 && counted >= 2 && counted * 2 >= numbered)) return lines
  return single && counted === 1 && /接龙|补|^\s*\d{1,2}\s*[.．、]/.test(text) ? lines : null
}

function readLine(body: string): ChainLine | null {
  const folded = foldText(body)
  const start = COUNT_START.exec(folded)
  const name = (start && start.index > 0 ? body.slice(0, start.index) : start ? '' : body)
    .replace(/[\s:：,，\-—(（✅✔]+$/u, '')
    .trim()
  const rest = start ? folded.slice(start.index) : ''
  const party = rest ? (readParty(rest) ?? readBareNumber(rest)) : null
  if (!name && !party) return null
  const owner = name || ''
  if (owner.length > 24 || !owner) return null
  return { name: owner, adults: party?.adults ?? 1, children: party?.children ?? 0, stated: party !== null }
}

function readBareNumber(rest: string) {
  const found = /^[\s:：,，\-—(（]*(\d{1,2})\s*$/.exec(rest)
  return found ? { adults: Number(found[1]), children: 0 } : null
}
