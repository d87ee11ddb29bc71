import { HOUR, MINUTE } from '../../kit/clock.js'

export interface OpenQuestion {
  memberId: string
  /** Names that the asker is called by in the group. */
  names: readonly string[]
  messageId: string
  /** The platform's id of the question. */
  externalId: string
  askedAt: number
}

export interface StaffWord {
  text: string
  at: number
  replyTo?: string
}

/** An answer by name may come the next day; one without a name only follows the question closely. */
const BY_NAME = 48 * HOUR
const CLOSELY = 20 * MINUTE

/** Which open questions a word of the staff answers: the one replied to, those of whoever is named, else the last one just before. */
export function answeredBy(word: StaffWord, open: readonly OpenQuestion[]): OpenQuestion[] {
  const before = open.filter((question) => question.askedAt <= word.at)
  const repliedTo = before.filter((question) => word.replyTo !== undefined && question.externalId === word.replyTo)
  if (repliedTo.length) return repliedTo
  const named = before.filter(
    (question) => word.at - question.askedAt <= BY_NAME && question.names.some((name) => word.text.includes(name)),
  )
  if (named.length) return named
  // A word that is addressed to somebody else answers nobody here.
  if (word.text.includes('@')) return []
  const last = before.at(-1)
  return last && word.at - last.askedAt <= CLOSELY
    ? before.filter((question) => question.memberId === last.memberId && word.at - question.askedAt <= CLOSELY)
    : []
}

/** 追风车主-小白(新手勿催) is called 小白 too. */
export function namesOf(card: string, nickname: string): string[] {
  const short =
    card
      .split(/[-－—+＋_|]/)
      .at(-1)
      ?.replace(/[(（].*$/, '')
      .trim() ?? ''
  return [...new Set([card, nickname, short])].filter((name) => name.length >= 2)
}
