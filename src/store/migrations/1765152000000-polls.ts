import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, json, ref, table, text, word } from './dsl.js'

const tables = [
  table(
    'polls',
    {
      id: id,
      code: count,
      groupId: ref,
      kind: word,
      question: text,
      options: json,
      openedAt: instant,
      closesAt: instant,
      state: word,
    },
    {
      unique: { uq_polls_code: ['code'] },
      index: { ix_polls_open: { on: ['groupId'], where: "state = 'open'" } },
      foreign: { fk_polls_group: ['groupId', 'chat_groups'] },
    },
  ),
  table(
    'poll_votes',
    { id: id, pollId: ref, memberId: ref, option: count, at: instant },
    {
      unique: { uq_poll_votes_member: ['pollId', 'memberId'] },
      foreign: { fk_poll_votes_poll: ['pollId', 'polls'], fk_poll_votes_member: ['memberId', 'members'] },
    },
  ),
]

/** Polls, and notices that are to be read. */
export class Polls1765152000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
