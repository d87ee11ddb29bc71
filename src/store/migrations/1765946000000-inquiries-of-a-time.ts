import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'

const NAME = 'ix_inquiries_asked'

/** What was asked in a group lately, without reading all that ever was. */
export class InquiriesOfATime1765946000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('inquiries', new TableIndex({ name: NAME, columnNames: ['groupId', 'askedAt'] }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('inquiries', NAME)
  }
}
