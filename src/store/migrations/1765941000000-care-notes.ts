import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, optional, table, word } from './dsl.js'

/** Consultant and class of customers, as care last saw them. */
const notes = table(
  'care_notes',
  {
    id,
    owner: optional(word),
    ownerChangedOn: optional(word),
    class: optional(word),
    raisedOn: optional(word),
  },
  { foreign: { fk_care_notes_customer: ['id', 'customers'] } },
)

export class CareNotes1765941000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(notes)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(notes)
  }
}
