import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, optional } from './dsl.js'

const COLUMNS = ['size', 'capacity']

/** How many are in a group, and how many it takes, as the platform last told. */
export class GroupSizes1765942100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'chat_groups',
      COLUMNS.map((name) => new TableColumn(optional(count)(name))),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('chat_groups', COLUMNS)
  }
}
