import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, instant, optional, table, word } from './dsl.js'

const secondOpinions = table(
  'second_opinions',
  {
    id: id,
    askedAt: instant,
    state: word,
    leads: optional(word),
    moderation: optional(word),
    reason: optional(word),
  },
  {
    index: { ix_second_opinions_waiting: { on: ['askedAt'], where: "state = 'waiting'" } },
    foreign: { fk_second_opinions_message: ['id', 'messages'] },
  },
)

/** Messages that wait for a second opinion, and what came of it. */
export class SecondOpinions1765324800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(secondOpinions)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(secondOpinions)
  }
}
