import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'
import { Member } from './member.js'

/**
 * What a colleague has to answer: a person wants to come into a group (`member`), somebody asks us into one
 * (`invitation`), or has brought us into one already (`brought_in`).
 */
export type RequestKind = 'member' | 'invitation' | 'brought_in'

/** Somebody asked to be let into a group, or asks us into one. */
@Entity({ name: 'join_requests' })
@Unique('uq_join_requests_code', ['code'])
@Index('ix_join_requests_member', ['memberId'])
export class JoinRequest {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @WordColumn({ default: 'member' }) kind: RequestKind
  /** Of an invitation, the private chat with the inviter. */
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_join_requests_group' })
  group?: Relation<Group>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_join_requests_member' })
  member?: Relation<Member>
  /** What the platform wants back with the answer. */
  @WordColumn() request: string
  /** The platform's id of the group that an invitation is about, where it tells. */
  @WordColumn({ nullable: true }) place: string | null
  /** 验证信息; of an invitation the name of the group. */
  @TextColumn() answer: string
  @InstantColumn() askedAt: number
  @WordColumn() state: 'open' | 'accepted' | 'refused'
  /** Why, by a rule: known_phone, invited; or who decided. */
  @WordColumn({ nullable: true }) decidedBy: string | null
}
