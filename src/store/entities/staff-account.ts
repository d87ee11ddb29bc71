import { Entity, Unique } from 'typeorm'
import type { ChannelKind } from '../../message/index.js'
import { IdColumn, JsonColumn, WordColumn } from '../columns.js'

/** A viewer reads, and changes nothing. */
export const STAFF_ROLES = ['admin', 'manager', 'sales', 'service', 'group_admin', 'viewer'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** The account of somebody who works for the dealer; all accounts of one person go by one name. Only these may give commands. */
@Entity({ name: 'staff_accounts' })
@Unique('uq_staff_accounts_external', ['channel', 'externalId'])
export class StaffAccount {
  @IdColumn() id: string
  @WordColumn() channel: ChannelKind
  @WordColumn() externalId: string
  @WordColumn() name: string
  @WordColumn() role: StaffRole
  /** Ids of the groups that a group_admin acts in; null: those that they lead on the platform. */
  @JsonColumn({ nullable: true }) groups: string[] | null
}
