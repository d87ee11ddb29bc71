import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, instant, ref, table, text, word } from './dsl.js'

const corrections = table(
  'corrections',
  { id, messageId: ref, text, about: word, wrong: word, right: word, by: word, at: instant, model: word },
  {
    index: { ix_corrections_at: ['at'], ix_corrections_message: ['messageId'] },
    foreign: { fk_corrections_message: ['messageId', 'messages'] },
  },
)

/** What the staff correct is kept, for the model to learn from. */
export class Corrections1764633600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(corrections)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(corrections)
  }
}
