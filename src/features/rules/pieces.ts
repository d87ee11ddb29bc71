import { Between, In, MoreThanOrEqual } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { Message, Violation } from '../../store/index.js'
import { disguised, joinPieces, mayBePiece, SUSPICIOUS_IN_PIECES } from '../../understanding/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { type Batch, said, type Turn } from '../step.js'
import type { Thresholds, Verdict } from './judge.js'

/** A contact that its sender split over several messages. */
export interface SplitContact {
  verdict: Verdict
  /** The messages before the one that ends it, oldest first. */
  before: Message[]
}

/** So long is looked back, and so many messages of the group. */
export const PIECES_WITHIN = MINUTE
const MOST_LOOKED_AT = 1_000

export const mayEndContact = ({ meaning, group, event }: Turn) =>
  meaning !== null && group.kind === 'owners' && event.type === 'message' && mayBePiece(event.text)

/**
 * Finds what a sender says piece by piece, talk of others in between or not. What became a case once is not joined again: every
 * message is consumed at most once.
 */
export async function createPieceFinder(batch: Batch, understand: Understand, thresholds: Thresholds) {
  const ends = batch.turns.filter(mayEndContact)
  const talk = ends.length ? await loadTalk(batch, ends) : []
  const consumed = ends.length ? await loadConsumed(batch, ends) : new Set<string>()

  return (turn: Turn): SplitContact | null => {
    if (!talk.length || !mayEndContact(turn)) return null
    const at = talk.findIndex((message) => message.id === turn.messageId)
    const earlier = talk
      .slice(0, Math.max(0, at))
      .filter(
        (message) =>
          message.groupId === turn.group.id &&
          message.details.sender.id === turn.member.externalId &&
          turn.event.at - message.sentAt <= PIECES_WITHIN &&
          !consumed.has(message.id),
      )
    const split = findSplit(said(turn), earlier, understand, thresholds)
    if (!split) return null
    const { verdict, before } = split
    for (const { id } of before) consumed.add(id)
    consumed.add(turn.messageId)
    return { verdict, before }
  }
}

/** What `text` makes of a contact together with what its sender said right before, oldest first; null for none. */
export function findSplit<T extends { text: string }>(
  text: string,
  earlier: readonly T[],
  understand: Understand,
  thresholds: Thresholds,
): { verdict: Verdict; before: T[] } | null {
  const pieces = joinPieces(
    text,
    earlier.map((message) => message.text),
  )
  const verdict = pieces && judgePieces(understand, thresholds, pieces.text)
  if (!verdict) return null
  const before = earlier.slice(-pieces.previous)
  return { verdict: { ...verdict, quote: [...before.map((each) => each.text), text].join(' / ') }, before }
}

function judgePieces(understand: Understand, thresholds: Thresholds, text: string): Verdict | null {
  const { ad = 0, illegal = 0 } = understand(text).scores
  const rule = ad >= illegal ? 'ad' : 'illegal'
  const score = disguised(Math.max(ad, illegal))
  if (score < SUSPICIOUS_IN_PIECES) return null
  return { rule, quote: text, score, certainty: score >= thresholds[rule].act ? 'act' : 'review' }
}

/** What was said in the groups of these turns around their time, oldest first; this batch is in it already. */
async function loadTalk(batch: Batch, ends: readonly Turn[]): Promise<Message[]> {
  const times = ends.map((turn) => turn.event.at)
  const talk = await batch.db.find(Message, {
    where: {
      groupId: In([...new Set(ends.map((turn) => turn.group.id))]),
      sentAt: Between(Math.min(...times) - PIECES_WITHIN, Math.max(...times)),
      type: 'message',
    },
    order: { sentAt: 'DESC', id: 'DESC' },
    take: MOST_LOOKED_AT,
  })
  return talk.reverse()
}

/** What a split contact was made of before. */
async function loadConsumed(batch: Batch, ends: readonly Turn[]): Promise<Set<string>> {
  const earliest = Math.min(...ends.map((turn) => turn.event.at)) - PIECES_WITHIN
  const memberId = In([...new Set(ends.map((turn) => turn.member.id))])
  const cases = await batch.db.findBy(Violation, { memberId, at: MoreThanOrEqual(earliest) })
  return new Set(cases.flatMap(({ messageId, pieces }) => (pieces ? [...pieces, messageId] : [])))
}
