import type { Attachment } from '../../../message/index.js'
import type { Group, Member, ReplayHit } from '../../../store/index.js'
import type { Word } from '../mechanics.js'

/** Something of the past that the rules look at. */
export interface PastEvent {
  messageId: string
  type: 'message' | 'join' | 'card'
  at: number
  /** The account of whoever it is about. */
  person: string
  /** As the platform showed them then; undefined: it did not say. */
  card?: string
  nickname?: string
  text: string
  attachments: readonly Attachment[]
  /** The text that it answers. */
  replyTo?: string
  /** It came in a heap after an outage: nobody is told that they said too much. */
  late: boolean
}

/** What is known of a member, as far as the rules need it. */
export type PastMember = Pick<Member, 'externalId' | 'card' | 'nickname' | 'joinedAt' | 'reportedAt'>

export interface Past {
  group: Pick<Group, 'settings'>
  /** Oldest first; nobody of the staff. */
  events: readonly PastEvent[]
  members: readonly PastMember[]
  zone: string
}

/** A hit, and whose it is. */
export type OwnedHit = ReplayHit & { person: string }

/** A member as they stood at one time of the past, and what they said a moment before. */
export interface Person extends PastMember {
  words: (Word & { id: string })[]
  /** Messages that a split contact was made of. */
  consumed: Set<string>
  hits: OwnedHit[]
}

/** How somebody stood before the first event that is known of them: what came later is taken back. */
export function begin(member: PastMember, { at, type }: PastEvent): Person {
  const before = (instant: number | null) => (instant !== null && instant < at ? instant : null)
  const joinedAt = type === 'join' ? null : before(member.joinedAt)
  return { ...member, joinedAt, reportedAt: before(member.reportedAt), words: [], consumed: new Set(), hits: [] }
}

/** The newest sight of a person wins, and whoever comes in begins anew. Answers whether they report in by this. */
export function see(person: Person, { type, at, card, nickname }: PastEvent): boolean {
  person.card = card ?? person.card
  person.nickname = nickname ?? person.nickname
  if (type === 'join') Object.assign(person, { joinedAt: at, reportedAt: null })
  const reports = type === 'message' && person.joinedAt !== null && person.reportedAt === null
  if (reports) person.reportedAt = at
  return reports
}
