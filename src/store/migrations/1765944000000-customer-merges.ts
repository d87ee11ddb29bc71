import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, json, optional, ref, table, word } from './dsl.js'

const merges = table(
  'customer_merges',
  {
    ...{ id, code: count, keptId: ref, mergedId: ref, at: instant, way: word, moved: json },
    ...{ undoneAt: optional(instant), undoneBy: optional(word) },
  },
  {
    unique: { uq_customer_merges_code: ['code'] },
    foreign: {
      fk_customer_merges_kept: ['keptId', 'customers'],
      fk_customer_merges_merged: ['mergedId', 'customers'],
    },
  },
)

/** What moved when two customers became one, so that it can be taken back. */
export class CustomerMerges1765944000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(merges)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(merges)
  }
}
