import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'
import { Member } from './member.js'

/** A question to the dealer. It stays open until somebody answers it, or until its asker takes it back. */
@Entity({ name: 'inquiries' })
@Index('ix_inquiries_open', ['groupId', 'askedAt'], { where: "state = 'open'" })
@Index('ix_inquiries_asked', ['groupId', 'askedAt'])
@Index('ix_inquiries_message', ['messageId'])
export class Inquiry {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_inquiries_group' })
  group?: Relation<Group>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_inquiries_member' })
  member?: Relation<Member>
  @RefColumn() messageId: string
  @WordColumn() topic: string
  @TextColumn() quote: string
  @WordColumn() state: 'open' | 'answered' | 'withdrawn'
  @InstantColumn() askedAt: number
  @InstantColumn({ nullable: true }) answeredAt: number | null
  /** The member who answered. */
  @RefColumn({ nullable: true }) answeredBy: string | null
  /** The entry of the knowledge base that answered. */
  @RefColumn({ nullable: true }) knowledgeId: string | null
}
