import { Entity, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, WordColumn } from '../columns.js'

/** 奖品: what points buy. */
@Entity({ name: 'rewards' })
@Unique('uq_rewards_code', ['code'])
export class Reward {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @WordColumn() name: string
  /** Whole points. */
  @CountColumn() cost: number
  /** So many are left. */
  @CountColumn() stock: number
  @InstantColumn() createdAt: number
  @InstantColumn({ nullable: true }) removedAt: number | null
}
