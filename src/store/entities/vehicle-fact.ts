import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Vehicle } from './vehicle.js'

/** Something about a car that was true on a day, with what it is known by. The newest that counts stands in the vehicle too. */
@Entity({ name: 'vehicle_facts' })
@Index('ix_vehicle_facts_vehicle', ['vehicleId', 'kind', 'at'])
export class VehicleFact {
  @IdColumn() id: string
  @RefColumn() vehicleId: string
  @ManyToOne(() => Vehicle)
  @JoinColumn({ name: 'vehicleId', foreignKeyConstraintName: 'fk_vehicle_facts_vehicle' })
  vehicle?: Relation<Vehicle>
  @WordColumn() kind: 'mileage' | 'service' | 'inspection' | 'insurance' | 'purchase' | 'warranty' | 'financing'
  /** km for a mileage, else an ISO day. */
  @WordColumn() value: string
  /** When it was said or entered. */
  @InstantColumn() at: number
  /** said: read out of talk; confirmed: by the member or a colleague; wrong: taken back. */
  @WordColumn() state: 'said' | 'confirmed' | 'wrong'
  /** The member's own words, or who entered it. */
  @TextColumn() basis: string
  @RefColumn({ nullable: true }) messageId: string | null
}
