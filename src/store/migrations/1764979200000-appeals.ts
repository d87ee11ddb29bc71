import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { instant, optional, text } from './dsl.js'

const columns = { appeal: optional(text), appealedAt: optional(instant) }

/** What members say against a sanction. */
export class Appeals1764979200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, kind] of Object.entries(columns))
      await runner.addColumn('violations', new TableColumn(kind(name)))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(columns)) await runner.dropColumn('violations', name)
  }
}
