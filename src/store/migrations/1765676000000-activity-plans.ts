import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm'
import { count, instant, json, named, optional } from './dsl.js'

/** Activities get a number to call them by and what the staff plan; sign-ups a time to confirm. */
export class ActivityPlans1765676000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('activities', new TableColumn({ ...count('code'), default: 0 }))
    await runner.addColumn('activities', new TableColumn({ ...json('plan'), default: "'{}'" }))
    const activities = named(runner, 'activities')
    await runner.query(`UPDATE ${activities} SET code = (SELECT COUNT(*) FROM ${activities} a
      WHERE a."announcedAt" < ${activities}."announcedAt"
        OR (a."announcedAt" = ${activities}."announcedAt" AND a.id <= ${activities}.id))`)
    await runner.createIndex(
      'activities',
      new TableIndex({ name: 'ix_activities_code', columnNames: ['code'], isUnique: true }),
    )
    await runner.addColumn('rsvps', new TableColumn(optional(instant)('confirmBy')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('rsvps', 'confirmBy')
    await runner.query(`DELETE FROM ${named(runner, 'rsvps')} WHERE state IN ('undecided', 'declined')`)
    await runner.dropIndex('activities', 'ix_activities_code')
    await runner.dropColumn('activities', 'plan')
    await runner.dropColumn('activities', 'code')
  }
}
