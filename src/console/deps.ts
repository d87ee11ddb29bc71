import type { DoorDesk, RsvpForm } from '../features/activities/index.js'
import type { ExportDesk } from '../features/customers/index.js'
import type { JobDeps } from '../features/job-deps.js'
import type { LeadDoor, RegisterDesk } from '../features/leads/index.js'
import type { JoinForm } from '../features/registration/index.js'
import type { After } from '../kit/after.js'
import type { Clock } from '../kit/clock.js'
import type { Vault } from '../kit/crypto.js'
import type { Ids } from '../kit/ids.js'
import type { Locale } from '../kit/texts.js'
import type { Button, ChannelKind, ChannelState } from '../message/index.js'
import type { StaffAccount, Store } from '../store/index.js'
import type { Meaning } from '../understanding/meaning.js'
import type { AccountReport } from '../watch/index.js'
import type { Hooks } from './routes/hooks.js'

/** A person of the sandbox, in the page's words. */
export interface PersonView {
  id: string
  nickname: string
  bot?: boolean
  /** What the person does at the dealer: 销售顾问… */
  title?: string
}

export interface MemberView {
  person: string
  role: 'owner' | 'admin' | 'member'
  card?: string
  /** UTC epoch ms */
  mutedUntil?: number
}

export interface RoomView {
  id: string
  name: string
  purpose?: 'owners' | 'staff'
  members: MemberView[]
}

export interface SenderView {
  id: string
  nickname?: string
  card?: string
  role?: 'owner' | 'admin' | 'member'
  bot?: boolean
}

/** One line of a timeline. Of a private chat, `room` is the id of the person who talks with the bot. */
export interface PostView {
  id: string
  room: string
  /** UTC epoch ms */
  at: number
  kind: 'message' | 'announcement' | 'join' | 'leave' | 'card' | 'mute' | 'unmute' | 'press' | 'invite'
  from: SenderView
  text?: string
  mentions?: string[]
  replyTo?: string
  buttons?: Button[]
  /** Who invited a newcomer, who removed one that left, or whom a mute is about. */
  about?: SenderView
  until?: number
  oldCard?: string
  pressed?: { post: string; data: string; label: string }
  /** Into which group the bot is asked. */
  invited?: { room: string; name: string }
  recalled?: { by: SenderView; at: number }
}

/** Groups with their members, and everybody whom one can be; everybody has a private chat with the bot. */
export interface SandboxState {
  bot: string
  rooms: RoomView[]
  people: PersonView[]
}

/** `taken`: the bot has durably taken it in; false while the bot is away, and then it will later. */
export interface Taken {
  post: PostView
  taken: boolean
}

/** What the page is told as it happens. `member`, `health`, `channels`: read it again. */
export type ConsoleEvent =
  | { type: 'post'; post: PostView }
  | { type: 'recalled'; post: PostView }
  | { type: 'member'; room?: string }
  | { type: 'handled'; room: string; post: string }
  | { type: 'health' }
  | { type: 'channels' }

/**
 * The part of the sandbox platform that the routes need. What the platform's rules refuse is thrown
 * as an Error with a `code` (muted, not_a_member, unknown_room… see REFUSALS in errors.ts).
 */
export interface SandboxPort {
  state(): SandboxState
  history(room: string, options: { before?: string; limit?: number; as?: string }): PostView[]
  findPost(id: string): PostView | undefined
  say(
    room: string,
    as: string,
    text: string,
    options: { mentions?: string[]; replyTo?: string; clientId?: string },
  ): Promise<Taken>
  press(post: string, as: string, data: string): Promise<Taken>
  /** A new person who comes into `room`, by default the owner group. */
  welcome(newcomer: { nickname: string; card?: string; room?: string }): Promise<Taken & { person: PersonView }>
  setCard(person: string, card: string, room?: string): Promise<Taken>
  leave(person: string, room?: string): Promise<Taken>
  rejoin(person: string, room?: string): Promise<Taken>
  onEvent(listener: (event: ConsoleEvent) => void): () => void
}

/** What one part of the program decided about a message. `feature` and `outcome` are codes, `reason` is a sentence. */
export interface Decision {
  feature: string
  outcome: string
  reason: string
  /** UTC epoch ms */
  at: number
}

/** What a colleague said about the bot's judgement; empty labels are none. */
export interface CorrectionView {
  about: 'leads' | 'moderation' | 'topic'
  wrong: string
  right: string
  /** Name of the colleague. */
  by: string
}

export interface Explanation {
  meaning: Meaning
  decisions: Decision[]
  corrections: CorrectionView[]
  /** Version of the model that answered. */
  model: string
}

export interface Health {
  ok: boolean
  version: string
  channels: { kind: ChannelKind; account: string; state: ChannelState }[]
  /** Outgoing actions that wait for their turn. */
  waiting: number
  /** The dealer's time zone, in which the page shows times; the browser's own without one. */
  zone?: string
}

/** `qr` is an SVG; `elsewhere`: there is one, for the machine on which the bot runs only. */
export type ChannelView = Omit<AccountReport, 'loginCode'> & { qr?: string }

/** Words of a colleague, or the data of a button. */
export type Said = { type: 'message'; text: string } | { type: 'button'; data: string }

/** What the bot answers. */
export interface Answer {
  text: string
  buttons: Button[]
}

/** What a command led to; `refused`: whoever gave it may not. No answers: it was no command. */
export interface Ordered {
  answers: Answer[]
  refused: boolean
}

/** What the staff API works with. */
export interface StaffDeps {
  store: Store
  vault: Vault
  ids: Ids
  clock: Clock
  /** How lists are worded. */
  voice: Pick<JobDeps, 'say' | 'dealer'>
  /** What a colleague may write to the bot in a chat. Resolves when all that it leads to is durable. */
  order(staff: StaffAccount, said: Said): Promise<Ordered>
  /** By which leads come in that were not said in a group. */
  takeLead: LeadDoor
  /** Tells when an answer is late; by the real clock when left out. */
  after?: After
}

export interface ConsoleDeps {
  world: SandboxPort
  /** null for a post that the bot has not read: its own, or one from before it came. */
  explain(room: string, post: string): Promise<Explanation | null>
  /**
   * A colleague says what a message is: a lead kind or a rule, or (`label` empty) nothing of the sort. Resolves when it is
   * durable; throws an Error with the `code` not_staff or unknown_post.
   */
  correct(
    room: string,
    post: string,
    as: string,
    verdict: { about: 'leads' | 'moderation'; label: string },
  ): Promise<void>
  health(): Health | Promise<Health>
  channels(): Promise<AccountReport[]>
  /** Without it nobody can log in. */
  staff?: StaffDeps
  /** What programs of the dealer may hand over. */
  hooks?: Hooks
  /** The form that customers fill in behind a link. */
  join?: JoinForm
  /** The sign-up for an activity behind a link. */
  rsvp?: RsvpForm
  /** The page at the door of an activity. */
  door?: DoorDesk
  /** The register of the showroom behind a link. */
  register?: RegisterDesk
  /** Files of customers behind a link. */
  exports?: ExportDesk
  /** Where a short link of a broadcast leads; counts the click. */
  openLink?(token: string): Promise<string | null>
  /** The tree of page.yml, and that of channels.yml below `channels`. */
  texts(locale: Locale): unknown
  /** What happens in the app besides the sandbox: `handled`, `health`, `channels`. */
  onEvent?(listener: (event: ConsoleEvent) => void): () => void
}
