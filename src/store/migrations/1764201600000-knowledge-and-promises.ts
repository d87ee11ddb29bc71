import type { MigrationInterface, QueryRunner } from 'typeorm'
import { TableColumn } from 'typeorm'
import { count, id, instant, json, optional, ref, table, text, word } from './dsl.js'

const tables = [
  table(
    'knowledge_entries',
    {
      id: id,
      code: count,
      question: text,
      variants: json,
      answer: text,
      source: word,
      changedAt: instant,
      removedAt: optional(instant),
    },
    { unique: { uq_knowledge_entries_code: ['code'] } },
  ),
  table(
    'staff_promises',
    {
      id: id,
      code: count,
      groupId: ref,
      staffId: ref,
      memberId: optional(ref),
      messageId: ref,
      quote: text,
      madeAt: instant,
      dueAt: instant,
      state: word,
      closedAt: optional(instant),
    },
    {
      unique: { uq_staff_promises_code: ['code'] },
      index: { ix_staff_promises_open: { on: ['dueAt'], where: "state = 'open'" } },
      foreign: {
        fk_staff_promises_group: ['groupId', 'chat_groups'],
        fk_staff_promises_staff: ['staffId', 'staff_accounts'],
        fk_staff_promises_member: ['memberId', 'members'],
      },
    },
  ),
]

/** Answers that the store has approved, and what the staff promised. */
export class KnowledgeAndPromises1764201600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
    await runner.addColumn('inquiries', new TableColumn(optional(ref)('knowledgeId')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('inquiries', 'knowledgeId')
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
