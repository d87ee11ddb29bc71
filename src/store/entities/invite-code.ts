import { Entity, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, WordColumn } from '../columns.js'

/** A code that tells where a newcomer comes from: the showroom, the delivery, the workshop, a colleague. */
@Entity({ name: 'invite_codes' })
@Unique('uq_invite_codes_code', ['code'])
@Unique('uq_invite_codes_source', ['source'])
export class InviteCode {
  @IdColumn() id: string
  /** What the newcomer writes. */
  @WordColumn() code: string
  @WordColumn() source: string
  @InstantColumn() createdAt: number
  /** Newcomers who named it. */
  @CountColumn() joins: number
}
