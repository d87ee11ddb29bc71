import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { Lead } from './lead.js'

/** The history of a lead; rows are only ever added. */
@Entity({ name: 'lead_events' })
@Index('ix_lead_events_lead', ['leadId', 'at'])
export class LeadEvent {
  @IdColumn() id: string
  @RefColumn() leadId: string
  @ManyToOne(() => Lead)
  @JoinColumn({ name: 'leadId', foreignKeyConstraintName: 'fk_lead_events_lead' })
  lead?: Relation<Lead>
  @InstantColumn() at: number
  @WordColumn() type:
    | 'raised'
    | 'evidence'
    | 'claimed'
    | 'handled'
    | 'not_a_lead'
    | 'taken_back'
    | 'contacted'
    | 'next'
    | 'level'
    | 'won'
    | 'lost'
    | 'out_of_reach'
    | 'confirmed'
    | 'reopened'
    | 'returned'
    | 'passed'
    | 'snoozed'
    | 'offered'
    | 'graded'
    | 'visited'
    | 'helped'
    | 'win_back'
  /** `bot`, or the external account of a member of staff. */
  @WordColumn() actor: string
  @JsonColumn() details: Record<string, unknown>
}
