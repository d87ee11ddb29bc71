import { Entity } from 'typeorm'
import { IdColumn, InstantColumn } from '../columns.js'

/** A log-in that was ended before its time: whoever kept the cookie is not let in with it. */
@Entity({ name: 'ended_sessions' })
export class EndedSession {
  /** The id inside the sealed cookie. */
  @IdColumn() id: string
  /** When it would have ended anyway. */
  @InstantColumn() until: number
}
