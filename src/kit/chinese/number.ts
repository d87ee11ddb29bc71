const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Source of a pattern for one number below 100: `12`, `十二`, `两`, `俩`. */
export const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[零〇一壹二两俩贰三仨四五六七八九])'

/** Source of a pattern for a larger number as well, as caps and tallies need it. */
export const LARGE_NUMBER =
  '(?:\\d{1,4}|[一二两三四五六七八九]百[零一二三四五六七八九十]*|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两俩三仨四五六七八九])'

/** Reads what NUMBER or LARGE_NUMBER found. NaN for anything else. */
export function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const hundred = text.indexOf('百')
  if (hundred > 0) {
    const rest = text.slice(hundred + 1).replace(/^[零〇]/, '')
    // 一百二 is 120, as people say it.
    const tail =
      rest.length === 1 && rest !== '十' && text[hundred + 1] === rest
        ? (DIGITS[rest] ?? Number.NaN) * 10
        : rest
          ? readNumber(rest)
          : 0
    return (DIGITS[text.slice(0, hundred)] ?? Number.NaN) * 100 + tail
  }
  const ten = text.indexOf('十')
  if (ten >= 0) {
    const tens = ten === 0 ? 1 : (DIGITS[text.slice(0, ten)] ?? Number.NaN)
    const ones = text.length > ten + 1 ? (DIGITS[text.slice(ten + 1)] ?? Number.NaN) : 0
    return tens * 10 + ones
  }
  return DIGITS[text] ?? Number.NaN
}
