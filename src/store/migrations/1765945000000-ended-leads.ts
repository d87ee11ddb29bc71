import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'

const NAME = 'ix_leads_ended'

/** What was won or lost lately, without reading all that ever was. */
export class EndedLeads1765945000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('leads', new TableIndex({ name: NAME, columnNames: ['state', 'endedAt'] }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('leads', NAME)
  }
}
