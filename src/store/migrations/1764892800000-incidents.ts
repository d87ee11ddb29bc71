import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, json, optional, ref, table, word } from './dsl.js'

const incidents = table(
  'incidents',
  {
    id: id,
    code: count,
    groupId: ref,
    timeline: json,
    openedAt: instant,
    state: word,
    closedAt: optional(instant),
    closedBy: optional(word),
  },
  {
    unique: { uq_incidents_code: ['code'] },
    index: { ix_incidents_open: { on: ['groupId'], where: "state = 'open'" } },
    foreign: { fk_incidents_group: ['groupId', 'chat_groups'] },
  },
)

/** Complaint storms. */
export class Incidents1764892800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(incidents)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(incidents)
  }
}
