import { Entity, PrimaryColumn } from 'typeorm'
import { JsonColumn } from '../columns.js'

/** A value that the dealer may change while the program runs. */
@Entity({ name: 'settings' })
export class Setting {
  @PrimaryColumn({ type: 'varchar', length: 255 }) key: string
  @JsonColumn() value: unknown
}
