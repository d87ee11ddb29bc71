import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { ChannelAccount } from './channel-account.js'

/** 车友群 · the staff's own room · a private chat with one person, whose account is the external id. */
export type GroupKind = 'owners' | 'staff' | 'private'

/** Whether we are in a group: in it, in it and silent until a colleague agrees, or no more. */
export type Presence = 'here' | 'invited' | 'gone'

/** The rules of a group; the first four are understood from the words, the others are seen by number, time or kind. */
export type RuleName =
  | 'ad'
  | 'illegal'
  | 'abuse'
  | 'service_price'
  | 'flood'
  | 'repeat'
  | 'link'
  /** What a newcomer who has not reported in must not bring yet: links, contacts, cards, forwards. */
  | 'newcomer'
  /** Quiet at night. */
  | 'night'
  /** 群名片 in the group's format. */
  | 'card'
export type RuleMode = 'off' | 'watch' | 'on'

/** One step of what is done about a rule that is broken again and again. */
export interface LadderStep {
  type: 'remind' | 'warn' | 'mute' | 'remove' | 'ask_staff'
  /** Length of a mute, else 0. */
  seconds: number
}

export interface GroupSettings {
  /** The fixed start of a name card, `追风车主`; a nickname follows. Unset: cards are not checked. */
  cardPrefix?: string
  /** What differs from the usual modes. */
  rules?: Partial<Record<RuleName, RuleMode>>
  /** The store's own ladders, mildest first, and how long a violation counts, ms. */
  ladders?: Partial<Record<RuleName, LadderStep[]>>
  lifetimes?: Partial<Record<RuleName, number>>
  /** So many of 100 hits of a replay have to be right before a rule may be on. */
  precision?: number
  /** When the night begins and ends, in minutes of the day. */
  night?: { from: number; to: number }
  /** So long somebody is a newcomer, days. */
  newFor?: number
  /** Until then (UTC ms) every rule only watches. */
  watchUntil?: number
  /** So long newcomers are collected for one greeting, ms; 0 greets each at once. */
  greetWithin?: number
  /** The store's own words to newcomers, and its charter. */
  welcome?: string
  charter?: string
  /** So many members make it full, and newcomers are sent to the group of this name, by its link if there is one. */
  full?: { members: number; next: string; link?: string }
  /** Words that a broadcast finds it by: 自驾, 城西. */
  tags?: string[]
  /** Sites that links may lead to, `example.com`. */
  allowedSites?: string[]
}

@Entity({ name: 'chat_groups' })
@Unique('uq_chat_groups_external', ['accountId', 'externalId'])
export class Group {
  @IdColumn() id: string
  @RefColumn() accountId: string
  @ManyToOne(() => ChannelAccount)
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_chat_groups_account' })
  account?: Relation<ChannelAccount>
  @WordColumn() externalId: string
  @WordColumn() kind: GroupKind
  @WordColumn() name: string
  @JsonColumn() settings: GroupSettings
  @InstantColumn() createdAt: number
  @WordColumn({ default: 'here' }) presence: Presence
  /** Since when, UTC ms; null: since we know it, and nothing was told. */
  @InstantColumn({ nullable: true }) presenceAt: number | null
  /** How many are in it, and how many it takes, as the platform last told. */
  @CountColumn({ nullable: true }) size: number | null
  @CountColumn({ nullable: true }) capacity: number | null
}
