import { blank } from '../../kit/chinese/fold-text.js'

/** 「name：text」 and a line of dashes, as WeChat and QQ write a quoted message. */
const QUOTE_BLOCK = /[「『][\s\S]*?[」』]\s*\n?(?:[-—–]\s?){3,}/g
const QUOTE_INLINE = /[「『“"][^「『“”"」』\n]{6,}[」』”"]/g
/** A header pasted from the history: name and a time of day, alone on a line. */
const PASTED_HEADER = /^.{0,40}?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+)?\d{1,2}:\d{2}(?::\d{2})\s*$/
/** A header with minutes only counts when a date or an account stands with it. */
const SHORT_HEADER = /^(?:.{1,30}\(\d{5,}\)|.{0,30}\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,2})?)\s+\d{1,2}:\d{2}\s*$/
/** Faces and placeholders of pictures: [呲牙] [图片]. */
const FACE = /\[[\u4e00-\u9fa5A-Za-z]{1,8}\]/g
const MENTION = /@[^\s@,，:：]{1,32}(?:\s|$)/g

/**
 * Blanks what the sender repeats instead of says: quoted messages, lines pasted from the history with the line under
 * the header, mentions, faces. Offsets stay.
 */
export function stripQuotes(text: string): string {
  let out = blank(blank(blank(text, QUOTE_BLOCK), FACE), MENTION)
  out = out.replace(QUOTE_INLINE, (found) => (/报名|[大小]|取消|\+\d/.test(found) ? ' '.repeat(found.length) : found))
  const lines = out.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (!PASTED_HEADER.test(line) && !SHORT_HEADER.test(line)) continue
    lines[i] = ' '.repeat(line.length)
    if (i + 1 < lines.length) lines[i + 1] = ' '.repeat((lines[i + 1] ?? '').length)
  }
  return lines.join('\n')
}
