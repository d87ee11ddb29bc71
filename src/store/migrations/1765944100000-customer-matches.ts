import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, optional, ref, table, word } from './dsl.js'

const matches = table(
  'customer_matches',
  { id, code: count, customerId: ref, knownId: ref, state: word, askedAt: instant, decidedBy: optional(word) },
  {
    unique: { uq_customer_matches_code: ['code'] },
    index: { ix_customer_matches_customer: ['customerId'] },
    foreign: {
      fk_customer_matches_customer: ['customerId', 'customers'],
      fk_customer_matches_known: ['knownId', 'customers'],
    },
  },
)

/** Customers who may be the same person, since both go by one phone number. */
export class CustomerMatches1765944100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(matches)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(matches)
  }
}
