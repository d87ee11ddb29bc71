import type { Line } from './line-splitter.js'
import type { ToInstant } from './moment.js'
import { type Draft, draftOf, finish } from './qq-draft.js'
import { senderByName, shapeOf } from './qq-header.js'
import { qqSection } from './qq-section.js'
import { recentKeys } from './recent-keys.js'
import { readSystemSentence } from './system-sentence.js'
import type { BrokenCode, Decoded, HistorySender } from './types.js'

/** How many headers back, at least, a pasted one is recognised. */
const REMEMBERED = 50_000
/** More headers than this in one message are no paste but a second copy of the history. */
const MOST_PASTED = 100
/** No header is longer; a longer line is text. */
const LONGEST_HEADER = 300
const UNREADABLE = /[\ufffd\u0000-\u0008\u000e-\u001f]/g

/**
 * Reads the lines of a QQ export one by one. A line is a header by its shape *and* its place: members paste headers
 * into their messages. README.md has the rules in words.
 */
export function qqReader(toInstant: ToInstant, compact: boolean) {
  const section = qqSection()
  let draft: Draft | 'dropped' | undefined
  let afterBlank = true
  let lastAt = Number.NEGATIVE_INFINITY
  let accountsShown = false
  let pasted = 0
  let seen = recentKeys(REMEMBERED)
  let out: Decoded[] = []

  const broken = (line: number, code: BrokenCode) => out.push({ kind: 'broken', line, reason: { code } })

  function close(next: Draft | 'dropped' | undefined) {
    if (draft && draft !== 'dropped') out.push(...finish(draft))
    draft = next
  }

  function open(line: Line, at: number, who: HistorySender | undefined, words?: string) {
    close(draftOf(line.number, at, section.room(accountsShown), who, words))
    lastAt = at
  }

  /** A pasted header is older than the message it stands in, and was there before or follows no blank line. */
  function header(line: Line, at: number, sender: HistorySender): boolean {
    // Built anew, since a piece of the line would keep its whole buffer alive.
    const key = `${at} ${sender.id}`
    const earlier = at < lastAt
    if (earlier && (!afterBlank || seen.has(key)) && ++pasted <= MOST_PASTED) return false
    pasted = 0
    accountsShown = true
    seen.add(key)
    open(line, at, isSystem(sender) ? undefined : sender)
    return true
  }

  /** A time without an account: a system line, the sender of a private chat, a damaged header, or words. */
  function timed(line: Line, at: number, rest: string): boolean {
    if (!afterBlank) return false
    if (rest === '' || rest === '系统消息') open(line, at, undefined)
    else if (readSystemSentence(rest)) open(line, at, undefined, rest)
    else if (!accountsShown && !section.isGroup()) open(line, at, senderByName(rest))
    else if (at < lastAt) return false
    else drop(line, 'no_sender')
    return true
  }

  function drop(line: Line, code: BrokenCode): true {
    broken(line.number, code)
    close('dropped')
    return true
  }

  function words(line: Line) {
    if (draft === 'dropped') return
    if (line.text.length > 3 && (line.text.match(UNREADABLE)?.length ?? 0) * 2 > line.text.length) {
      broken(line.number, 'unreadable')
    } else if (!draft) {
      if (line.text.trim() === '') return
      // One report for the torn message at the beginning of a file, not one a line.
      drop(line, 'stray_text')
    } else if (!draft.add(line.text)) broken(line.number, 'too_long')
  }

  function startsEntry(line: Line): boolean {
    if (line.text.length > LONGEST_HEADER) return false
    const shape = shapeOf(line.text, toInstant)
    if (shape.is === 'header') return header(line, shape.at, shape.sender)
    if (shape.is === 'timed') return timed(line, shape.at, shape.rest)
    return shape.is === 'damaged' && afterBlank && drop(line, 'bad_time')
  }

  function take(line: Line) {
    if (!startsEntry(line)) words(line)
    afterBlank = compact || line.text.trim() === ''
  }

  return {
    line(line: Line): Decoded[] {
      out = []
      if (line.cut) broken(line.number, 'too_long')
      const { lines, began } = section.sift(line)
      if (began) {
        close(undefined)
        lastAt = Number.NEGATIVE_INFINITY
        accountsShown = false
        seen = recentKeys(REMEMBERED)
        afterBlank = true
      }
      for (const each of lines) take(each)
      return out
    },
    end(): Decoded[] {
      out = []
      for (const each of section.rest()) take(each)
      close(undefined)
      return out
    },
  }
}

function isSystem({ id, name }: HistorySender): boolean {
  return id === '10000' || id === '1000000' || (id === '80000000' && name === '系统消息')
}
