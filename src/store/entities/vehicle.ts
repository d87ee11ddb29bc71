import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** A car of a customer. */
@Entity({ name: 'vehicles' })
@Index('ix_vehicles_customer', ['customerId'])
@Index('ix_vehicles_plate', ['plateFingerprint'])
@Index('ix_vehicles_vin', ['vinFingerprint'])
export class Vehicle {
  @IdColumn() id: string
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_vehicles_customer' })
  customer?: Relation<Customer>
  @WordColumn({ nullable: true }) brand: string | null
  @WordColumn({ nullable: true }) model: string | null
  /** Plate and VIN are sealed by kit/crypto. */
  @TextColumn({ nullable: true }) plate: string | null
  @WordColumn({ nullable: true }) plateFingerprint: string | null
  @TextColumn({ nullable: true }) vin: string | null
  @WordColumn({ nullable: true }) vinFingerprint: string | null
  /** ISO day. */
  @WordColumn({ nullable: true }) purchaseDate: string | null
  /** km */
  @CountColumn({ nullable: true }) mileage: number | null
  @InstantColumn() createdAt: number
}
