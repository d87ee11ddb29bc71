import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, json, ref, table } from './dsl.js'

const replays = table(
  'rule_replays',
  { id: id, groupId: ref, at: instant, days: count, messages: count, hits: json, misses: json },
  {
    index: { ix_rule_replays_group: ['groupId', 'at'] },
    foreign: { fk_rule_replays_group: ['groupId', 'chat_groups'] },
  },
)

/** What the rules would have done in the past. */
export class RuleReplays1765065600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(replays)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(replays)
  }
}
