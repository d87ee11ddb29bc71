import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { optional, word } from './dsl.js'

/** A notice to many groups is confirmed by two people. */
export class SecondYes1765677100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('broadcasts', new TableColumn(optional(word)('confirmedBy')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('broadcasts', 'confirmedBy')
  }
}
