export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** Which encoding a text file has, judged by its first bytes. Never fails: a wrong guess shows in the text. */
export function detectEncoding(prefix: Uint8Array): Encoding {
  if (prefix[0] === 0xff && prefix[1] === 0xfe) return 'utf-16le'
  if (prefix[0] === 0xfe && prefix[1] === 0xff) return 'utf-16be'
  if (prefix[0] === 0xef && prefix[1] === 0xbb && prefix[2] === 0xbf) return 'utf-8'
  return detectUtf16(prefix) ?? (looksLikeUtf8(prefix) ? 'utf-8' : 'gb18030')
}

/** Digits and line ends of UTF-16 have a zero in every other byte, always on the same side. */
function detectUtf16(prefix: Uint8Array): Encoding | undefined {
  const zeros = [0, 0]
  for (let i = 0; i < prefix.length; i++) if (prefix[i] === 0) zeros[i % 2]!++
  const [even, odd] = zeros as [number, number]
  if (Math.max(even, odd) < prefix.length / 40) return undefined
  if (odd > even * 10) return 'utf-16le'
  return even > odd * 10 ? 'utf-16be' : undefined
}

/** A few damaged bytes do not turn UTF-8 into something else; GB18030 read as UTF-8 is damaged nearly everywhere. */
function looksLikeUtf8(prefix: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(prefix, { stream: true })
  let damaged = 0
  let foreign = 0
  for (const char of text) {
    if (char === '\ufffd') damaged++
    else if (char > '\u007f') foreign++
  }
  return damaged === 0 || damaged * 5 < foreign
}
