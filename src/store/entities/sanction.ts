import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Violation } from './violation.js'

/** What was done about a violation. */
@Entity({ name: 'sanctions' })
@Index('ix_sanctions_violation', ['violationId'])
export class Sanction {
  @IdColumn() id: string
  @RefColumn() violationId: string
  @ManyToOne(() => Violation)
  @JoinColumn({ name: 'violationId', foreignKeyConstraintName: 'fk_sanctions_violation' })
  violation?: Relation<Violation>
  @WordColumn() type: 'remind' | 'warn' | 'recall' | 'mute' | 'remove' | 'ask_staff'
  /** Length of a mute in seconds, else 0. */
  @CountColumn() seconds: number
  @InstantColumn() at: number
  @InstantColumn({ nullable: true }) undoneAt: number | null
}
