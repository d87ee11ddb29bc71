import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { json, optional } from './dsl.js'

/** Which reminders of the next contact were given. */
export class LeadReminders1765933000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('leads', new TableColumn(optional(json)('reminded')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('leads', 'reminded')
  }
}
