import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, json, optional, ref, score, table, word } from './dsl.js'

const tables = [
  table(
    'invitations',
    { id, code: count, title: word, levels: word, by: word, createdAt: instant, closedAt: optional(instant) },
    { unique: { uq_invitations_code: ['code'] } },
  ),
  table(
    'invitees',
    {
      ...{ id, invitationId: ref, number: count, customerId: ref, assignee: word },
      ...{ calls: count, calledAt: optional(instant), state: word },
    },
    {
      unique: { uq_invitees_number: ['invitationId', 'number'] },
      index: { ix_invitees_customer: ['customerId'] },
      foreign: {
        fk_invitees_invitation: ['invitationId', 'invitations'],
        fk_invitees_customer: ['customerId', 'customers'],
      },
    },
  ),
  table(
    'radar_entries',
    { id, month: word, customerId: ref, score, reasons: json, arm: word, consultant: optional(word), at: instant },
    {
      unique: { uq_radar_entries_month: ['customerId', 'month'] },
      index: { ix_radar_entries_at: ['at'] },
      foreign: { fk_radar_entries_customer: ['customerId', 'customers'] },
    },
  ),
]

/** Prospects whom a campaign invites, and owners who may soon replace their car. */
export class InvitationsAndRadar1765933100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each, true)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
