import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, instant, optional, word } from './dsl.js'

const columns = {
  contacts: { ...count('contacts'), default: 0 },
  lastContactAt: optional(instant)('lastContactAt'),
  nextContactAt: optional(instant)('nextContactAt'),
  lostReason: optional(word)('lostReason'),
  endedAt: optional(instant)('endedAt'),
}

/** What follows after a lead was taken. */
export class FollowUp1765584000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of Object.values(columns)) await runner.addColumn('leads', new TableColumn(column))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(columns)) await runner.dropColumn('leads', name)
  }
}
