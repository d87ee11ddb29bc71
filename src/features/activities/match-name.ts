import { foldText } from '../../kit/chinese/fold-text.js'

export interface NamedMember {
  id: string
  /** Group card or nickname as the platform shows it. */
  name: string
}

const HONORIFIC = /(?:老师|师傅|哥哥|姐姐|叔叔|阿姨|先生|女士|经理|[哥姐叔姨总嫂爷婶伯弟妹爸妈])$/
const SEPARATOR = /[\s\-—_+·.|/~～]/g
const KIN_SUFFIX = /(?:一家[三四五六]?口?|全家|夫妻俩?|两口子|他家|家)$/

/** 追风车主-老周(高新区) → 老周; the part that people call a member by. */
export function nickname(card: string): string {
  const plain = foldText(card)
    .replace(/[(（[【][^)）\]】]*[)）\]】]/g, '')
    .replace(/<[^>]*>$/, '')
    .trim()
  const owner = /(?:车主|车友|业主|会员)[\s\-—_+·.|/:：~]*(.+)$/.exec(plain)
  const part = owner?.[1] ?? plain.split(/[-—_+·|/]/).at(-1) ?? plain
  return part.replace(/^[~～\s]+|[~～\s!！。.]+$/g, '') || plain
}

/**
 * The one member that a short name means: 老周 → 追风车主-老周. Undefined where nobody or several fit.
 * The surer ways are tried first; a way that finds two members ends the search.
 */
export function matchName(name: string, members: readonly NamedMember[]): NamedMember | undefined {
  const wanted = nickname(name).replace(/\s/g, '')
  if (!wanted) return undefined
  const full = foldText(name).trim()
  const known = members.map((member) => ({
    member,
    card: foldText(member.name).trim(),
    nick: nickname(member.name).replace(/\s/g, ''),
  }))
  type Known = (typeof known)[number]
  const bare = wanted.replace(KIN_SUFFIX, '')
  const surname = wanted.length === 2 && HONORIFIC.test(wanted) ? wanted.charAt(0) : ''
  const called = bare.replace(HONORIFIC, '')
  const ways: ((entry: Known) => boolean)[] = [
    ({ card }) => card === full,
    ({ card }) => card.replace(SEPARATOR, '') === full.replace(SEPARATOR, ''),
    ({ nick }) => nick === wanted,
    ({ nick }) => bare.length > 0 && nick === bare,
    ({ nick }) => called.length >= 2 && (nick === called || nick.replace(HONORIFIC, '') === called),
    ({ nick }) => bare.length >= 2 && (nick.startsWith(bare) || nick.endsWith(bare)),
    ({ nick }) => bare.length >= 2 && nick.includes(bare),
    ({ nick }) => nick.length >= 2 && bare.startsWith(nick),
    ({ card }) => bare.length >= 2 && card.includes(bare),
    ({ nick }) => called.length >= 2 && nick.startsWith(called),
    ({ nick }) => surname !== '' && new RegExp(`^(?:老|小|大|阿|mr\\.?|miss\\.?)${surname}$`).test(nick),
    ({ nick }) => surname !== '' && nick.startsWith(surname) && nick.length <= 3,
  ]
  for (const way of ways) {
    const found = known.filter(way)
    if (found.length === 1) return found[0]?.member
    if (found.length > 1) return undefined
  }
  return undefined
}
