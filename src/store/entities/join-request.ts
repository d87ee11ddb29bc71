import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'
import { Member } from './member.js'

/** Somebody asked to be let into a group. */
@Entity({ name: 'join_requests' })
@Unique('uq_join_requests_code', ['code'])
@Index('ix_join_requests_member', ['memberId'])
export class JoinRequest {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
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
  /** 验证信息 */
  @TextColumn() answer: string
  @InstantColumn() askedAt: number
  @WordColumn() state: 'open' | 'accepted' | 'refused'
  /** Why, by a rule: known_phone, invited; or who decided. */
  @WordColumn({ nullable: true }) decidedBy: string | null
}
