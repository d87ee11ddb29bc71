import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { optional, word } from './dsl.js'

/** By whom a member is muted. */
export class MutedBy1765947000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('members', new TableColumn(optional(word)('mutedBy')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('members', 'mutedBy')
  }
}
