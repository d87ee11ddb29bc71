import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, flag, id, instant, json, key, optional, ref, score, table, text, word } from './dsl.js'

const tables = [
  table(
    'channel_accounts',
    {
      id: id,
      channel: word,
      account: word,
    },
    {
      unique: { uq_channel_accounts_account: ['channel', 'account'] },
    },
  ),
  table(
    'chat_groups',
    {
      id: id,
      accountId: ref,
      externalId: word,
      kind: word,
      name: word,
      settings: json,
      createdAt: instant,
    },
    {
      unique: { uq_chat_groups_external: ['accountId', 'externalId'] },
      foreign: { fk_chat_groups_account: ['accountId', 'channel_accounts'] },
    },
  ),
  table(
    'customers',
    {
      id: id,
      displayName: word,
      phone: optional(text),
      phoneFingerprint: optional(word),
      createdAt: instant,
    },
    {
      index: { ix_customers_phone: ['phoneFingerprint'] },
    },
  ),
  table(
    'staff_accounts',
    {
      id: id,
      channel: word,
      externalId: word,
      name: word,
      role: word,
    },
    {
      unique: { uq_staff_accounts_external: ['channel', 'externalId'] },
    },
  ),
  table('settings', {
    key: key,
    value: json,
  }),
  table(
    'members',
    {
      id: id,
      groupId: ref,
      externalId: word,
      nickname: word,
      card: word,
      role: word,
      staff: flag,
      customerId: optional(ref),
      joinedAt: optional(instant),
      leftAt: optional(instant),
      reportedAt: optional(instant),
      cardOk: optional(flag),
      lastMessageAt: optional(instant),
      messages: count,
    },
    {
      unique: { uq_members_external: ['groupId', 'externalId'] },
      index: { ix_members_customer: ['customerId'] },
      foreign: { fk_members_group: ['groupId', 'chat_groups'], fk_members_customer: ['customerId', 'customers'] },
    },
  ),
  table(
    'messages',
    {
      id: id,
      groupId: ref,
      externalId: word,
      sentAt: instant,
      receivedAt: instant,
      type: word,
      text: text,
      details: json,
      mode: word,
      state: word,
      error: optional(text),
    },
    {
      unique: { uq_messages_external: ['groupId', 'externalId', 'sentAt'] },
      index: {
        ix_messages_timeline: ['groupId', 'sentAt'],
      },
      foreign: { fk_messages_group: ['groupId', 'chat_groups'] },
    },
  ),
  table(
    'understandings',
    {
      id: id,
      leads: word,
      topic: word,
      moderation: word,
      scores: json,
      evidence: text,
      model: word,
    },
    {
      foreign: { fk_understandings_message: ['id', 'messages'] },
    },
  ),
  table(
    'inquiries',
    {
      id: id,
      groupId: ref,
      memberId: ref,
      messageId: ref,
      topic: word,
      quote: text,
      state: word,
      askedAt: instant,
      answeredAt: optional(instant),
      answeredBy: optional(ref),
    },
    {
      index: {
        ix_inquiries_message: ['messageId'],
        ix_inquiries_open: { on: ['groupId', 'askedAt'], where: "state = 'open'" },
      },
      foreign: { fk_inquiries_group: ['groupId', 'chat_groups'], fk_inquiries_member: ['memberId', 'members'] },
    },
  ),
  table(
    'leads',
    {
      id: id,
      code: count,
      groupId: ref,
      memberId: ref,
      kind: word,
      level: word,
      score: score,
      state: word,
      evidence: json,
      firstMessageAt: instant,
      raisedAt: instant,
      claimedBy: optional(word),
      claimedAt: optional(instant),
    },
    {
      unique: { uq_leads_code: ['code'] },
      index: { ix_leads_member: ['memberId'] },
      foreign: { fk_leads_group: ['groupId', 'chat_groups'], fk_leads_member: ['memberId', 'members'] },
    },
  ),
  table(
    'lead_events',
    {
      id: id,
      leadId: ref,
      at: instant,
      type: word,
      actor: word,
      details: json,
    },
    {
      index: { ix_lead_events_lead: ['leadId', 'at'] },
      foreign: { fk_lead_events_lead: ['leadId', 'leads'] },
    },
  ),
  table(
    'interests',
    {
      id: id,
      memberId: ref,
      kind: word,
      score: score,
      updatedAt: instant,
      evidence: json,
    },
    {
      unique: { uq_interests_kind: ['memberId', 'kind'] },
      foreign: { fk_interests_member: ['memberId', 'members'] },
    },
  ),
  table(
    'violations',
    {
      id: id,
      code: count,
      groupId: ref,
      memberId: ref,
      messageId: ref,
      rule: word,
      quote: text,
      score: score,
      at: instant,
      expiresAt: instant,
      state: word,
      undoneBy: optional(word),
    },
    {
      unique: { uq_violations_code: ['code'] },
      index: { ix_violations_message: ['messageId'], ix_violations_member: ['memberId', 'at'] },
      foreign: { fk_violations_group: ['groupId', 'chat_groups'], fk_violations_member: ['memberId', 'members'] },
    },
  ),
  table(
    'sanctions',
    {
      id: id,
      violationId: ref,
      type: word,
      seconds: count,
      at: instant,
      undoneAt: optional(instant),
    },
    {
      index: { ix_sanctions_violation: ['violationId'] },
      foreign: { fk_sanctions_violation: ['violationId', 'violations'] },
    },
  ),
  table(
    'group_talks',
    {
      id: id,
      talk: json,
    },
    {
      foreign: { fk_group_talks_group: ['id', 'chat_groups'] },
    },
  ),
  table(
    'activities',
    {
      id: id,
      groupId: ref,
      key: word,
      title: word,
      text: text,
      announcement: json,
      endsAt: instant,
      state: word,
      announcedAt: instant,
      closedAt: optional(instant),
    },
    {
      unique: { uq_activities_key: ['groupId', 'key'] },
      index: { ix_activities_group: ['groupId', 'endsAt'] },
      foreign: { fk_activities_group: ['groupId', 'chat_groups'] },
    },
  ),
  table(
    'rsvps',
    {
      id: id,
      activityId: ref,
      memberId: ref,
      adults: count,
      children: count,
      state: word,
      by: word,
      signedAt: instant,
      changedAt: instant,
    },
    {
      unique: { uq_rsvps_member: ['activityId', 'memberId'] },
      foreign: { fk_rsvps_activity: ['activityId', 'activities'], fk_rsvps_member: ['memberId', 'members'] },
    },
  ),
  table('broadcasts', {
    id: id,
    text: text,
    groupIds: json,
    state: word,
    createdBy: word,
    createdAt: instant,
    expiresAt: instant,
  }),
  table(
    'outbox',
    {
      id: id,
      accountId: ref,
      action: json,
      priority: count,
      dedupeKey: word,
      messageId: optional(ref),
      createdAt: instant,
      notBefore: instant,
      expiresAt: instant,
      state: word,
      attempts: count,
      reason: optional(text),
      sentAt: optional(instant),
      externalId: optional(word),
    },
    {
      unique: { uq_outbox_dedupe: ['dedupeKey'] },
      index: {
        ix_outbox_sent: ['accountId', 'sentAt'],
        ix_outbox_waiting: { on: ['accountId', 'priority', 'id'], where: "state IN ('waiting','sending')" },
      },
      foreign: { fk_outbox_account: ['accountId', 'channel_accounts'] },
    },
  ),
  table(
    'jobs',
    {
      id: id,
      task: word,
      payload: json,
      serialKey: optional(word),
      dedupeKey: optional(word),
      runAt: instant,
      state: word,
      attempts: count,
      error: optional(text),
    },
    {
      unique: { uq_jobs_dedupe: ['dedupeKey'] },
      index: { ix_jobs_due: { on: ['runAt'], where: "state = 'waiting'" } },
    },
  ),
  table(
    'audit_entries',
    {
      id: id,
      at: instant,
      actor: word,
      what: word,
      messageId: optional(ref),
      details: json,
    },
    {
      index: { ix_audit_entries_message: ['messageId'] },
    },
  ),
]

/** The first schema. */
export class FirstSchema1764028800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each)
  }
}
