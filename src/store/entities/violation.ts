import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import {
  CountColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
  ScoreColumn,
  TextColumn,
  WordColumn,
} from '../columns.js'
import { Group, type RuleName } from './group.js'
import { Member } from './member.js'

/** A broken rule, with the words that broke it. */
@Entity({ name: 'violations' })
@Index('ix_violations_member', ['memberId', 'at'])
@Unique('uq_violations_code', ['code'])
@Index('ix_violations_message', ['messageId'])
export class Violation {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_violations_group' })
  group?: Relation<Group>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_violations_member' })
  member?: Relation<Member>
  @RefColumn() messageId: string
  /** Ids of the messages before it that a contact was split over, oldest first. */
  @JsonColumn({ nullable: true }) pieces: string[] | null
  @WordColumn() rule: RuleName
  @TextColumn() quote: string
  @ScoreColumn() score: number
  @InstantColumn() at: number
  /** After this it no longer counts towards the next rung. */
  @InstantColumn() expiresAt: number
  /** watched: the rule only watches in this group, and nothing was done. */
  @WordColumn() state: 'standing' | 'review' | 'undone' | 'watched'
  /** External account of the member of staff who took it back. */
  @WordColumn({ nullable: true }) undoneBy: string | null
  /** What the member said against it, in private. */
  @TextColumn({ nullable: true }) appeal: string | null
  @InstantColumn({ nullable: true }) appealedAt: number | null
}
