import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { count, id, instant, json, optional, ref, table, text, word } from './dsl.js'

const RSVPS = [
  ...['absentAt', 'askedAt', 'scoredAt'].map(optional(instant)),
  optional(json)('answers'),
  optional(word)('asking'),
  optional(count)('score'),
  optional(text)('comment'),
]

const arrivals = table(
  'arrivals',
  {
    ...{ id, activityId: ref, memberId: optional(ref), name: word, adults: count, children: count },
    ...{ at: instant, phoneAt: optional(instant), by: word, undoneAt: optional(instant) },
  },
  {
    unique: { uq_arrivals_member: ['activityId', 'memberId'] },
    foreign: {
      fk_arrivals_activity: ['activityId', 'activities'],
      fk_arrivals_member: ['memberId', 'members'],
    },
  },
)

/** Who came to an activity; what was asked of whoever signed up, and what they thought of it. */
export class ActivityDays1765934000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of RSVPS) await runner.addColumn('rsvps', new TableColumn(column))
    await runner.createTable(arrivals, true)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(arrivals)
    for (const { name } of RSVPS) await runner.dropColumn('rsvps', name)
  }
}
