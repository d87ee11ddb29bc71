import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { json, optional } from './dsl.js'

/** A contact that is split over several messages is one violation. */
export class SplitContacts1764460800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('violations', new TableColumn(optional(json)('pieces')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('violations', 'pieces')
  }
}
