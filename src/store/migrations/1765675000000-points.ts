import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, id, instant, optional, ref, table, text, word } from './dsl.js'

const tables = [
  table(
    'point_accounts',
    { id, key: word, customerId: optional(ref), balance: count, createdAt: instant },
    {
      unique: { uq_point_accounts_key: ['key'] },
      foreign: { fk_point_accounts_customer: ['customerId', 'customers'] },
    },
  ),
  table(
    'point_transfers',
    { id, code: count, key: word, reason: word, at: instant, actor: word, note: text, reversesId: optional(ref) },
    {
      unique: {
        uq_point_transfers_code: ['code'],
        uq_point_transfers_key: ['key'],
        uq_point_transfers_reverses: ['reversesId'],
      },
      foreign: { fk_point_transfers_reverses: ['reversesId', 'point_transfers'] },
    },
  ),
  table(
    'point_entries',
    { id, transferId: ref, accountId: ref, amount: count, expiresAt: optional(instant) },
    {
      index: {
        ix_point_entries_account: ['accountId'],
        ix_point_entries_transfer: ['transferId'],
        ix_point_entries_expires: ['expiresAt'],
      },
      foreign: {
        fk_point_entries_transfer: ['transferId', 'point_transfers'],
        fk_point_entries_account: ['accountId', 'point_accounts'],
      },
    },
  ),
  table(
    'rewards',
    { id, code: count, name: word, cost: count, stock: count, createdAt: instant, removedAt: optional(instant) },
    { unique: { uq_rewards_code: ['code'] } },
  ),
  table(
    'referrals',
    {
      id,
      code: count,
      referrerId: ref,
      friendId: ref,
      leadId: ref,
      state: word,
      way: word,
      consultant: optional(word),
      introducedAt: instant,
      deliveredAt: optional(instant),
      deliveredBy: optional(word),
      reversedAt: optional(instant),
    },
    {
      unique: { uq_referrals_code: ['code'], uq_referrals_friend: ['friendId'] },
      index: { ix_referrals_referrer: ['referrerId'] },
      foreign: {
        fk_referrals_referrer: ['referrerId', 'customers'],
        fk_referrals_friend: ['friendId', 'customers'],
        fk_referrals_lead: ['leadId', 'leads'],
      },
    },
  ),
  table(
    'vouchers',
    {
      id,
      customerId: ref,
      name: word,
      rewardId: optional(ref),
      transferId: optional(ref),
      referralId: optional(ref),
      code: text,
      fingerprint: word,
      state: word,
      issuedAt: instant,
      endedAt: optional(instant),
      endedBy: optional(word),
    },
    {
      unique: { uq_vouchers_fingerprint: ['fingerprint'] },
      index: { ix_vouchers_customer: ['customerId'] },
      foreign: {
        fk_vouchers_customer: ['customerId', 'customers'],
        fk_vouchers_reward: ['rewardId', 'rewards'],
        fk_vouchers_transfer: ['transferId', 'point_transfers'],
        fk_vouchers_referral: ['referralId', 'referrals'],
      },
    },
  ),
]

/** Points, what they buy, and who brought whom. */
export class Points1765675000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
