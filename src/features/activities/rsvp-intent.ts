import type { Party } from './read-party.js'

/** Heads of a sign-up. Children count as people, animals never. */
export interface Heads {
  adults: number
  children: number
}

/** One line of a pasted 接龙. */
export interface ChainLine extends Heads {
  name: string
  /** False where the line named nobody beside its owner, so that one grown-up is assumed. */
  stated: boolean
}

export type RsvpMeaning =
  /** `absolute` is false where no figure was said (+1, 算我一个): it must not shrink a sign-up that exists. */
  | ({ type: 'join'; absolute: boolean } & Heads)
  | ({ type: 'add' } & Heads)
  /** 减2个: grown-ups unless children are named. */
  | ({ type: 'reduce' } & Heads)
  | ({ type: 'change' } & Heads)
  | { type: 'cancel' }
  | ({ type: 'restore' } & Partial<Heads>)
  | { type: 'undecided' }
  | { type: 'decline' }
  | { type: 'chain'; lines: ChainLine[] }
  | { type: 'list' }
  | { type: 'seats' }

/** What a member wants with regard to an activity, and why we think so. */
export type RsvpIntent = RsvpMeaning & {
  /** 0 to 1; below ASK_BELOW the roster asks back instead of writing. */
  confidence: number
  /** The words of the message that decided. */
  evidence: string[]
  /** Title of the open activity that the message names, where it names one. */
  activity?: string
}

export const ASK_BELOW = 0.5

export interface OpenActivity {
  title: string
  /** Words that point at it: 自驾, 云溪谷, 周六. See activityKeywords. */
  keywords: string[]
}

export interface RsvpContext {
  senderName: string
  /** Names that the message mentions with @. */
  mentions?: string[]
  /** Activities that are open or known in the group. Without one nothing is a sign-up. */
  open: OpenActivity[]
  /** The sender's present sign-up. */
  current?: Heads & { state: 'signed' | 'waiting' | 'cancelled' }
  /** Instant of the message, UTC ms. */
  at: number
  afterDeadline: boolean
  /** The staff message that this one answers. */
  repliedTo?: string
  /** The announcement or a sign-up was said within the last minutes or messages. */
  recentlyAboutActivity?: boolean
  /** What the message right before was about. A bare +1 under chatter agrees with the chatter. */
  precededBy?: 'activity' | 'chatter'
}

/** What the rules look at: the text without quotes and mentions, folded, and its count. */
export interface Reading {
  /** Original words, quotes blanked. */
  text: string
  /** Folded, same offsets. */
  folded: string
  party: Party | null
  context: RsvpContext
  /** The text names an open activity by more than its day. */
  named: boolean
  /** The text names the day of an open activity: 周六. */
  sameDay: boolean
  /** The text speaks of the dealer's other business, the words for the activity left out. */
  business: boolean
  /** The text, or the talk around it, is about an activity. */
  about: boolean
  /** The sender has a seat or waits for one. */
  signed: boolean
}

/** One rule of readRsvp: an answer, `null` for "surely nothing", `undefined` to let the next rule look. */
export type RsvpRule = (reading: Reading) => RsvpAnswer | null | undefined

export type RsvpAnswer = RsvpMeaning & { confidence: number; quote?: string }
