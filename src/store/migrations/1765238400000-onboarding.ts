import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, id, instant, optional, ref, table, text, word } from './dsl.js'

const tables = [
  table(
    'join_requests',
    {
      id: id,
      code: count,
      groupId: ref,
      memberId: ref,
      request: word,
      answer: text,
      askedAt: instant,
      state: word,
      decidedBy: optional(word),
    },
    {
      unique: { uq_join_requests_code: ['code'] },
      index: { ix_join_requests_member: ['memberId'] },
      foreign: {
        fk_join_requests_group: ['groupId', 'chat_groups'],
        fk_join_requests_member: ['memberId', 'members'],
      },
    },
  ),
  table(
    'invite_codes',
    { id: id, code: word, source: word, createdAt: instant, joins: count },
    { unique: { uq_invite_codes_code: ['code'], uq_invite_codes_source: ['source'] } },
  ),
]

const ofMembers = { cardReminders: count, cardRemindedAt: optional(instant), source: optional(word) }

/** Who asks to come in, where newcomers come from, and how often they were reminded of their card. */
export class Onboarding1765238400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
    for (const [name, kind] of Object.entries(ofMembers))
      await runner.addColumn(
        'members',
        new TableColumn({ ...kind(name), ...(name === 'cardReminders' && { default: 0 }) }),
      )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(ofMembers)) await runner.dropColumn('members', name)
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
