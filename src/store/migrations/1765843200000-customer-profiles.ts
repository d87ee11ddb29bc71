import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, flag, id, instant, json, optional, ref, table, text, word } from './dsl.js'

const CUSTOMERS = [
  ...['class', 'classedBy', 'birthday', 'owner', 'source', 'lostReason'].map(optional(word)),
  ...['classedAt', 'consentAt', 'marketingStoppedAt', 'lostAt', 'erasedAt'].map(optional(instant)),
  optional(json)('profile'),
  optional(flag)('birthdayLunar'),
  { ...word('kind'), default: "'retail'" },
]
const VEHICLES = [
  ...['registeredOn', 'insuranceUntil', 'inspectionUntil', 'warrantyUntil', 'financedUntil'].map(optional(word)),
  optional(count)('warrantyKm'),
  optional(instant)('goneAt'),
  { ...word('usage'), default: "'private'" },
]

const tables = [
  table(
    'customer_tags',
    { id, customerId: ref, tag: word, by: word, at: instant },
    {
      unique: { uq_customer_tags_tag: ['customerId', 'tag'] },
      index: { ix_customer_tags_tag: ['tag'] },
      foreign: { fk_customer_tags_customer: ['customerId', 'customers'] },
    },
  ),
  table(
    'vehicle_facts',
    {
      id,
      vehicleId: ref,
      kind: word,
      value: word,
      at: instant,
      state: word,
      basis: text,
      messageId: optional(ref),
    },
    {
      index: { ix_vehicle_facts_vehicle: ['vehicleId', 'kind', 'at'] },
      foreign: { fk_vehicle_facts_vehicle: ['vehicleId', 'vehicles'] },
    },
  ),
]

/** Class, birthday, consent and the rest of what is kept about a customer; dates of cars, and what they are known by. */
export class CustomerProfiles1765843200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of CUSTOMERS) await runner.addColumn('customers', new TableColumn(column))
    for (const column of VEHICLES) await runner.addColumn('vehicles', new TableColumn(column))
    for (const each of tables) await runner.createTable(each, true)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
    for (const { name } of VEHICLES) await runner.dropColumn('vehicles', name)
    for (const { name } of CUSTOMERS) await runner.dropColumn('customers', name)
  }
}
