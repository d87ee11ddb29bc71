import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { FlagColumn, IdColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { Member } from './member.js'

/** What a member did in a group: days and people are of a month, the rest of a year. */
export interface MemberSigns {
  /** Days on which they said something. */
  days: number
  /** Other members who answered or named them. */
  heardBy: number
  /** Other members whom they answered or named. */
  helped: number
  /** People whom they brought into the group. */
  invited: number
  signUps: number
  votes: number
  referrals: number
  /** Complaints of theirs, and rules that they broke. */
  troubles: number
}

/** Members who stand out, found anew each night: 高感度 (warm to the brand) and 高传播力 (others listen to them). */
@Entity({ name: 'member_marks' })
@Unique('uq_member_marks_member', ['memberId'])
@Index('ix_member_marks_group', ['groupId'])
export class MemberMark {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_member_marks_member' })
  member?: Relation<Member>
  @FlagColumn() warm: boolean
  @FlagColumn() influential: boolean
  @JsonColumn() signs: MemberSigns
  /** The day since which it is so. */
  @WordColumn() day: string
}
