import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, instant, optional, table, text, word } from './dsl.js'

const accountStates = table(
  'account_states',
  {
    id: id,
    state: word,
    since: instant,
    problem: optional(word),
    loginCode: optional(text),
    lastEventAt: optional(instant),
    downSince: optional(instant),
    alarmedAt: optional(instant),
  },
  { foreign: { fk_account_states_account: ['id', 'channel_accounts'] } },
)

/** How each of our accounts fares. */
export class AccountStates1764806400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(accountStates)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(accountStates)
  }
}
