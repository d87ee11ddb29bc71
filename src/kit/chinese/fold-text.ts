const TRADITIONAL = '報個來們幫參點號兩這時員週禮過還為變換減帶親媽爺孫點開場給讓動沒'
const SIMPLIFIED = '报个来们帮参点号两这时员周礼过还为变换减带亲妈爷孙点开场给让动没'

/**
 * One spelling for what sign-ups and dates are written with: half-width ASCII, lower case, common traditional
 * characters in simplified form. Keeps the length, so that offsets point into the original text as well.
 */
export function foldText(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const char = text.charAt(i)
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0).toLowerCase()
    else if (code === 0x3000 || code === 0xa0) out += ' '
    else if (code >= 0x41 && code <= 0x5a) out += char.toLowerCase()
    else if (TRADITIONAL.includes(char)) out += SIMPLIFIED.charAt(TRADITIONAL.indexOf(char))
    else out += char
  }
  return out
}

/** Blanks what a pattern finds, keeping every other offset in place. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => ' '.repeat(found.length))
}
