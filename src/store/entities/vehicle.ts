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
  /** ISO days: first registration, until when it is insured, inspected, under warranty, financed. */
  @WordColumn({ nullable: true }) registeredOn: string | null
  @WordColumn({ nullable: true }) insuranceUntil: string | null
  @WordColumn({ nullable: true }) inspectionUntil: string | null
  @WordColumn({ nullable: true }) warrantyUntil: string | null
  /** km */
  @CountColumn({ nullable: true }) warrantyKm: number | null
  @WordColumn({ nullable: true }) financedUntil: string | null
  /** private: a family car of at most nine seats; commercial: vans, taxis, lorries, inspected more often. */
  @WordColumn({ default: 'private' }) usage: 'private' | 'commercial'
  /** Sold or given away. */
  @InstantColumn({ nullable: true }) goneAt: number | null
  @InstantColumn() createdAt: number
}

/** A car of which nothing is known yet. */
export const NEW_VEHICLE = {
  brand: null,
  model: null,
  plate: null,
  plateFingerprint: null,
  vin: null,
  vinFingerprint: null,
  purchaseDate: null,
  mileage: null,
  registeredOn: null,
  insuranceUntil: null,
  inspectionUntil: null,
  warrantyUntil: null,
  warrantyKm: null,
  financedUntil: null,
  usage: 'private',
  goneAt: null,
} as const
