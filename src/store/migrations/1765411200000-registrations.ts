import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, flag, id, instant, json, optional, ref, table, text, word } from './dsl.js'

const tables = [
  table(
    'vehicles',
    {
      id: id,
      customerId: ref,
      brand: optional(word),
      model: optional(word),
      plate: optional(text),
      plateFingerprint: optional(word),
      vin: optional(text),
      vinFingerprint: optional(word),
      purchaseDate: optional(word),
      mileage: optional(count),
      createdAt: instant,
    },
    {
      index: {
        ix_vehicles_customer: ['customerId'],
        ix_vehicles_plate: ['plateFingerprint'],
        ix_vehicles_vin: ['vinFingerprint'],
      },
      foreign: { fk_vehicles_customer: ['customerId', 'customers'] },
    },
  ),
  table(
    'registrations',
    {
      id: id,
      customerId: ref,
      state: word,
      question: optional(word),
      askedAt: optional(instant),
      answers: json,
      consentAt: optional(instant),
      consentVersion: optional(word),
      consentWay: optional(word),
      need: optional(text),
      startedAt: instant,
      doneAt: optional(instant),
    },
    {
      unique: { uq_registrations_customer: ['customerId'] },
      foreign: { fk_registrations_customer: ['customerId', 'customers'] },
    },
  ),
  table(
    'service_bookings',
    {
      id: id,
      code: count,
      memberId: ref,
      service: word,
      wishedAt: instant,
      exact: flag,
      wish: word,
      askedAt: instant,
      state: word,
      decidedBy: optional(word),
    },
    {
      unique: { uq_service_bookings_code: ['code'] },
      index: { ix_service_bookings_open: { on: ['wishedAt'], where: "state = 'open'" } },
      foreign: { fk_service_bookings_member: ['memberId', 'members'] },
    },
  ),
]

const ofCustomers = { realName: optional(text), realNameFingerprint: optional(word) }

/** Who the members are, what they drive, and when they want to come to the workshop. */
export class Registrations1765411200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, kind] of Object.entries(ofCustomers))
      await runner.addColumn('customers', new TableColumn(kind(name)))
    for (const each of tables) await runner.createTable(each)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
    for (const name of Object.keys(ofCustomers)) await runner.dropColumn('customers', name)
  }
}
