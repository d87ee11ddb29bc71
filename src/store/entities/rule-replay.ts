import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn } from '../columns.js'
import { Group, type RuleName } from './group.js'

/** A message of the past on which a rule would have acted, or nearly. */
export interface ReplayHit {
  messageId: string
  at: number
  name: string
  rule: RuleName
  quote: string
  score: number
  /** What a person said of it; null while nobody has. */
  right: boolean | null
}

/** 预演: what the rules would have done in the last days of a group. */
@Entity({ name: 'rule_replays' })
@Index('ix_rule_replays_group', ['groupId', 'at'])
export class RuleReplay {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_rule_replays_group' })
  group?: Relation<Group>
  /** The imported history that it was held over, a group; null for the group's own past. */
  @RefColumn({ nullable: true }) importedId: string | null
  @InstantColumn() at: number
  @CountColumn() days: number
  /** Messages of customers that were looked at. */
  @CountColumn() messages: number
  @JsonColumn() hits: ReplayHit[]
  /** Those that came nearest to being hits. */
  @JsonColumn() misses: ReplayHit[]
}
