import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, ScoreColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** Why an owner may replace their car. */
export interface RadarReason {
  code: 'age' | 'mileage' | 'warranty' | 'financing' | 'family' | 'asked'
  /** Years, km, days until it ends (less than 0: since), or how many questions; 1 for a family. */
  number: number
  points: number
}

/** An owner who entered the window in which cars are replaced. */
@Entity({ name: 'radar_entries' })
@Unique('uq_radar_entries_month', ['customerId', 'month'])
@Index('ix_radar_entries_at', ['at'])
export class RadarEntry {
  @IdColumn() id: string
  /** 2026-09 */
  @WordColumn() month: string
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_radar_entries_customer' })
  customer?: Relation<Customer>
  @ScoreColumn() score: number
  /** The weightiest first. */
  @JsonColumn() reasons: RadarReason[]
  /** control: nobody is told, so that the effect can be shown. */
  @WordColumn() arm: 'told' | 'control'
  /** Name of whoever looks after them. */
  @WordColumn({ nullable: true }) consultant: string | null
  @InstantColumn() at: number
}
