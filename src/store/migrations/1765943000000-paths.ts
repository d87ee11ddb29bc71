import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'

const INDEXES = [
  ['leads', 'ix_leads_state', ['state', 'nextContactAt']],
  ['outbox', 'ix_outbox_created', ['createdAt']],
] as const

/** What is asked of leads many times a day, and of the outbox every night, without reading all that ever was. */
export class Paths1765943000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, columns] of INDEXES)
      await runner.createIndex(table, new TableIndex({ name, columnNames: [...columns] }))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of INDEXES) await runner.dropIndex(table, name)
  }
}
