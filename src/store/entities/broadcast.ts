import { Entity, Unique } from 'typeorm'
import {
  CountColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
  TextColumn,
  WordColumn,
} from '../columns.js'

/** Which customers a message is for; all of them must hold. */
export interface Audience {
  /** Ids of groups; all without it. */
  groups?: string[]
  tags?: string[]
  classes?: ('A' | 'B' | 'C')[]
  /** A part of the name of the car that they drive. */
  vehicle?: string
  leads?: ('add_on' | 'trade_in' | 'referral' | 'purchase')[]
  /** Nobody contacted them for so many days. */
  silentDays?: number
  /** Ids of customers who are left out. */
  except?: string[]
}

/** A notice or a poll for groups, or a message to customers: shown first, sent when somebody confirms. */
@Entity({ name: 'broadcasts' })
@Unique('uq_broadcasts_code', ['code'])
export class Broadcast {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @TextColumn() text: string
  /** Other wordings; the targets take turns. */
  @JsonColumn({ nullable: true }) variants: string[] | null
  @JsonColumn() groupIds: string[]
  /** Set when it goes to customers in private, and not to groups. */
  @JsonColumn({ nullable: true }) audience: Audience | null
  /** A poll, or a notice that is to be read, with its answers; null for a plain notice. */
  @JsonColumn({ nullable: true }) poll: { kind: 'poll' | 'notice'; options: string[] } | null
  /** About safety: it passes every budget. */
  @FlagColumn({ nullable: true }) safety: boolean | null
  /** scheduled: it waits for its time · sent: it is handed over to the outbox, or was. */
  @WordColumn() state: 'draft' | 'scheduled' | 'sent' | 'paused' | 'cancelled'
  /** When to send it, and (cron, in the dealer's zone) how often; null: at once. */
  @InstantColumn({ nullable: true }) startAt: number | null
  @WordColumn({ nullable: true }) cron: string | null
  /** The repeating one that this is a run of. */
  @RefColumn({ nullable: true }) repeatOf: string | null
  /** External account of the member of staff. */
  @WordColumn() createdBy: string
  /** Name of the colleague who said yes first, where a second one has to. */
  @WordColumn({ nullable: true }) confirmedBy: string | null
  @InstantColumn() createdAt: number
  @InstantColumn() expiresAt: number
  @InstantColumn({ nullable: true }) sentAt: number | null
}

/** What a plain notice to groups leaves open. */
export const NEW_BROADCAST = {
  variants: null,
  audience: null,
  poll: null,
  safety: null,
  startAt: null,
  cron: null,
  repeatOf: null,
  confirmedBy: null,
  sentAt: null,
} as const
