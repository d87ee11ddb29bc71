import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { instant, optional } from './dsl.js'

/** Until when a member is muted, whoever muted them. */
export class Mutes1765756800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('members', new TableColumn(optional(instant)('mutedUntil')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('members', 'mutedUntil')
  }
}
