/** What a colleague says of two customers with one number, or a member of a number that they left. */
export interface MatchWords {
  who: 'staff' | 'member'
  /** Null: the one that was asked about last. */
  code: number | null
  same: boolean
}

const STAFF = /^(不是同一位|同一位|not the same|same person)\s*[#＃]?\s*(\d{1,6})[。!！～~\s]*$/i
const ME = /^(?:(不是)|是|就是)(?:我本人|我自己|我的号码?|我的|我|本人)(?:的)?(?:号码?)?[。!！～~\s]*$/
const ENGLISH = /^(?:(not )|that is )(?:me|mine)[.!\s]*$/i
const BUTTON = /^match:(me|not_me|same|other):(\d+)$/

/** `同一位 5`, `不是同一位 5`, `是我本人`, `不是我`, or a button. Null for everything else. */
export function readMatchWords(said: string): MatchWords | null {
  const text = said.trim()
  const [, pressed, number] = BUTTON.exec(text) ?? []
  if (pressed) {
    const who = /me$/.test(pressed) ? 'member' : 'staff'
    return { who, code: Number(number), same: pressed === 'me' || pressed === 'same' }
  }
  const [, verdict, code] = STAFF.exec(text) ?? []
  if (verdict) return { who: 'staff', code: Number(code), same: /^(?:同一位|same)/i.test(verdict) }
  const own = ME.exec(text) ?? ENGLISH.exec(text)
  return own && { who: 'member', code: null, same: !own[1] }
}
