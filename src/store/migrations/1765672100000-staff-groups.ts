import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { json, optional } from './dsl.js'

/** In which groups a colleague may act. */
export class StaffGroups1765672100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('staff_accounts', new TableColumn(optional(json)('groups')))
    await runner.addColumn('one_time_codes', new TableColumn(optional(json)('groups')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('one_time_codes', 'groups')
    await runner.dropColumn('staff_accounts', 'groups')
  }
}
