import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { optional, word } from './dsl.js'

/** To whom a new lead is offered. */
export class LeadRouting1765670400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('leads', new TableColumn(optional(word)('offeredTo')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('leads', 'offeredTo')
  }
}
