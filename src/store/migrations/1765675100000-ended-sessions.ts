import type { MigrationInterface, QueryRunner } from 'typeorm'
import { id, instant, table } from './dsl.js'

const sessions = table('ended_sessions', { id, until: instant })

/** Logging out ends the session, not only the cookie. */
export class EndedSessions1765675100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(sessions)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(sessions)
  }
}
