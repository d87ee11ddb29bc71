import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, instant, optional, ref, table, word } from './dsl.js'

/** What was said to customers and groups unasked, and what was held back. */
const contacts = table(
  'contacts',
  {
    id,
    key: word,
    customerId: optional(ref),
    groupId: optional(ref),
    kind: word,
    state: word,
    why: optional(word),
    at: instant,
  },
  {
    unique: { uq_contacts_key: ['key'] },
    index: { ix_contacts_customer: ['customerId', 'at'], ix_contacts_group: ['groupId', 'at'] },
    foreign: { fk_contacts_customer: ['customerId', 'customers'], fk_contacts_group: ['groupId', 'chat_groups'] },
  },
)

export class Contacts1765677000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(contacts)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(contacts)
  }
}
