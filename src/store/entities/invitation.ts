import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** 邀约计划: prospects whom named colleagues call for a campaign. */
@Entity({ name: 'invitations' })
@Unique('uq_invitations_code', ['code'])
export class Invitation {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @WordColumn() title: string
  /** The levels of the leads that are invited: HA. */
  @WordColumn() levels: string
  /** Name of whoever made the plan. */
  @WordColumn() by: string
  @InstantColumn() createdAt: number
  @InstantColumn({ nullable: true }) closedAt: number | null
}

/** open: nobody knows yet · maybe: thinks about it. */
export const INVITEE_STATES = ['open', 'maybe', 'coming', 'declined', 'came'] as const

/** Somebody who is called for an invitation. */
@Entity({ name: 'invitees' })
@Unique('uq_invitees_number', ['invitationId', 'number'])
@Index('ix_invitees_customer', ['customerId'])
export class Invitee {
  @IdColumn() id: string
  @RefColumn() invitationId: string
  @ManyToOne(() => Invitation)
  @JoinColumn({ name: 'invitationId', foreignKeyConstraintName: 'fk_invitees_invitation' })
  invitation?: Relation<Invitation>
  /** Their place in the plan, from 1. */
  @CountColumn() number: number
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_invitees_customer' })
  customer?: Relation<Customer>
  /** Name of the colleague who calls. */
  @WordColumn() assignee: string
  @CountColumn() calls: number
  @InstantColumn({ nullable: true }) calledAt: number | null
  @WordColumn() state: (typeof INVITEE_STATES)[number]
}
