import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { json, optional } from './dsl.js'

/** Polls and notices to be read are shown first, too. */
export class PollsAsDrafts1765672000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('broadcasts', new TableColumn(optional(json)('poll')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('broadcasts', 'poll')
  }
}
