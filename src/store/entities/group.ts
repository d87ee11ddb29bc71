import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { ChannelAccount } from './channel-account.js'

/** 车友群 · the staff's own room · a private chat with one person, whose account is the external id. */
export type GroupKind = 'owners' | 'staff' | 'private'

/** The rules of a group; the first four are understood from the words, the others are counted. */
export type RuleName = 'ad' | 'illegal' | 'abuse' | 'service_price' | 'flood' | 'repeat' | 'link'
export type RuleMode = 'off' | 'watch' | 'on'

export interface GroupSettings {
  /** The fixed start of a name card, `追风车主`; a nickname follows. Unset: cards are not checked. */
  cardPrefix?: string
  /** What differs from the usual modes. */
  rules?: Partial<Record<RuleName, RuleMode>>
  /** Until then (UTC ms) every rule only watches. */
  watchUntil?: number
  /** So long newcomers are collected for one greeting, ms; 0 greets each at once. */
  greetWithin?: number
  /** The store's own words to newcomers, and its charter. */
  welcome?: string
  charter?: string
  /** So many members make it full, and newcomers are sent to the group of this name. */
  full?: { members: number; next: string }
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
}
