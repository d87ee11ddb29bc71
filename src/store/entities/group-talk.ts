import { Entity, JoinColumn, OneToOne, type Relation } from 'typeorm'
import { IdColumn, JsonColumn } from '../columns.js'
import { Group } from './group.js'

/** What is remembered of a group's talk about its activities between two messages. */
@Entity({ name: 'group_talks' })
export class GroupTalk {
  /** The group's id. */
  @IdColumn() id: string
  @OneToOne(() => Group)
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'fk_group_talks_group' })
  group?: Relation<Group>
  @JsonColumn() talk: object
}
