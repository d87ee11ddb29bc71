import { type MigrationInterface, type QueryRunner, TableColumn, TableUnique } from 'typeorm'
import { count, flag, id, instant, json, named, optional, ref, table, word } from './dsl.js'

/** Who a broadcast is for and how it ended there; when it is sent, and in which words. */
const targets = table(
  'broadcast_targets',
  {
    id,
    broadcastId: ref,
    groupId: optional(ref),
    customerId: optional(ref),
    state: word,
    why: optional(word),
    itemKey: optional(word),
    attempts: count,
    variant: count,
    token: optional(word),
    clicks: count,
    at: instant,
  },
  {
    unique: { uq_broadcast_targets_token: ['token'] },
    index: { ix_broadcast_targets_broadcast: ['broadcastId'] },
    foreign: { fk_broadcast_targets_broadcast: ['broadcastId', 'broadcasts'] },
  },
)

const COLUMNS = {
  variants: optional(json),
  audience: optional(json),
  safety: optional(flag),
  startAt: optional(instant),
  cron: optional(word),
  repeatOf: optional(ref),
  sentAt: optional(instant),
  code: optional(count),
}

export class BroadcastTargets1765935000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const broadcasts = named(runner, 'broadcasts')
    await runner.addColumns(
      'broadcasts',
      Object.entries(COLUMNS).map(([name, kind]) => new TableColumn(kind(name))),
    )
    await runner.query(
      `UPDATE ${broadcasts} SET "code" = (SELECT COUNT(*) FROM ${broadcasts} older WHERE older.id <= ${broadcasts}.id)`,
    )
    await runner.query(`UPDATE ${broadcasts} SET "sentAt" = "createdAt" WHERE state = 'sent'`)
    await runner.changeColumn('broadcasts', 'code', new TableColumn(count('code')))
    await runner.createUniqueConstraint(
      'broadcasts',
      new TableUnique({ name: 'uq_broadcasts_code', columnNames: ['code'] }),
    )
    await runner.createTable(targets)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(targets)
    await runner.dropUniqueConstraint('broadcasts', 'uq_broadcasts_code')
    await runner.dropColumns('broadcasts', Object.keys(COLUMNS))
  }
}
