import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { optional, ref } from './dsl.js'

/** Which imported history a rehearsal was held over. */
export class ReplaySources1765942200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('rule_replays', new TableColumn(optional(ref)('importedId')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('rule_replays', 'importedId')
  }
}
