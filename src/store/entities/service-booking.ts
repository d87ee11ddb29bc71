import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, FlagColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Member } from './member.js'

/** A member wants to come to the workshop: 预约保养 周六上午. A person agrees on the time. */
@Entity({ name: 'service_bookings' })
@Unique('uq_service_bookings_code', ['code'])
@Index('ix_service_bookings_open', ['wishedAt'], { where: "state = 'open'" })
export class ServiceBooking {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  /** Who asked, in the private chat in which they did. */
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_service_bookings_member' })
  member?: Relation<Member>
  /** 保养, 维修… */
  @WordColumn() service: string
  @InstantColumn() wishedAt: number
  /** Whether an hour was named, or a part of a day only. */
  @FlagColumn() exact: boolean
  /** When they want to come, in their own words. */
  @WordColumn() wish: string
  @InstantColumn() askedAt: number
  @WordColumn() state: 'open' | 'agreed' | 'declined'
  /** Name of the colleague. */
  @WordColumn({ nullable: true }) decidedBy: string | null
}
