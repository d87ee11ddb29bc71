import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** Points and what hangs on them, ids; `transferId` null: there were no points. */
export interface MovedPoints {
  points: number
  transferId: string | null
  vouchers: string[]
  /** Referrals in which they had brought somebody, and in which they were brought. */
  referrers: string[]
  friends: string[]
}

/** Rows whose columns were changed, in the order in which they were, and rows that went. */
export interface Journal {
  changed: { table: string; id: string; was: Record<string, unknown>; is: Record<string, unknown> }[]
  removed: { table: string; row: object }[]
}

/** Ids of what went from the one customer to the other, and the columns of the other that were empty before. */
export interface Moved extends MovedPoints, Partial<Journal> {
  members: string[]
  vehicles: string[]
  leads: string[]
  /** Whether a line of the review of classes did. */
  reviewed?: boolean
  /** By older versions; since then they stand in the journal. */
  tags?: string[]
  contacts?: string[]
  columns: string[]
}

/** Two customers turned out to be one: all that it takes to tell them apart again. The row of the merged one stays. */
@Entity({ name: 'customer_merges' })
@Unique('uq_customer_merges_code', ['code'])
export class CustomerMerge {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() keptId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'keptId', foreignKeyConstraintName: 'fk_customer_merges_kept' })
  kept?: Relation<Customer>
  @RefColumn() mergedId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'mergedId', foreignKeyConstraintName: 'fk_customer_merges_merged' })
  merged?: Relation<Customer>
  @InstantColumn() at: number
  /** code: linked from two accounts; phone: the member confirmed the number on file. */
  @WordColumn() way: 'code' | 'phone'
  @JsonColumn() moved: Moved
  /** Taken back, and by the name of whom. */
  @InstantColumn({ nullable: true }) undoneAt: number | null
  @WordColumn({ nullable: true }) undoneBy: string | null
}
