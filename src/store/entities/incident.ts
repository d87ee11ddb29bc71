import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** One word of a grievance. */
export interface IncidentWord {
  at: number
  /** Platform id and name of who said it. */
  account: string
  name: string
  quote: string
}

/** A complaint storm: while it is open, the group gets no marketing and no care. */
@Entity({ name: 'incidents' })
@Unique('uq_incidents_code', ['code'])
@Index('ix_incidents_open', ['groupId'], { where: "state = 'open'" })
export class Incident {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_incidents_group' })
  group?: Relation<Group>
  /** What was said, oldest first. */
  @JsonColumn() timeline: IncidentWord[]
  @InstantColumn() openedAt: number
  @WordColumn() state: 'open' | 'closed'
  @InstantColumn({ nullable: true }) closedAt: number | null
  /** Name of the colleague who closed it. */
  @WordColumn({ nullable: true }) closedBy: string | null
}
