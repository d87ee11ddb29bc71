import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, flag, id, json, ref, table, word } from './dsl.js'

/** How each group did on each day, and the members who stand out. */
const tables = [
  table(
    'group_days',
    {
      id,
      groupId: ref,
      day: word,
      members: count,
      speakers: count,
      messages: count,
      joined: count,
      left: count,
      pictures: count,
      files: count,
      polls: count,
      activities: count,
    },
    {
      unique: { uq_group_days_day: ['groupId', 'day'] },
      foreign: { fk_group_days_group: ['groupId', 'chat_groups'] },
    },
  ),
  table(
    'member_marks',
    { id, groupId: ref, memberId: ref, warm: flag, influential: flag, signs: json, day: word },
    {
      unique: { uq_member_marks_member: ['memberId'] },
      index: { ix_member_marks_group: ['groupId'] },
      foreign: { fk_member_marks_member: ['memberId', 'members'] },
    },
  ),
]

export class GroupDays1765942000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
