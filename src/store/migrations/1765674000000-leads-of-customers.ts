import { type MigrationInterface, type QueryRunner, TableColumn, TableForeignKey, TableIndex } from 'typeorm'
import { instant, json, named, optional, ref, word } from './dsl.js'

const columns = {
  source: { ...word('source'), default: "'group'" },
  passedOver: optional(json)('passedOver'),
  grade: optional(word)('grade'),
  helpers: optional(json)('helpers'),
  lastVisitAt: optional(instant)('lastVisitAt'),
}
const owner = { columnNames: ['customerId'], referencedTableName: 'customers', referencedColumnNames: ['id'] }

/** The column as the database has it, and only this changed: one that is described anew would lose what it holds. */
async function setNullable(runner: QueryRunner, name: string, isNullable: boolean): Promise<void> {
  const column = (await runner.getTable('leads'))?.findColumnByName(name) as TableColumn
  await runner.changeColumn('leads', column, Object.assign(column.clone(), { isNullable }))
}

/** A lead belongs to a customer, who need not be in any group. */
export class LeadsOfCustomers1765674000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [customers, members, leads] = ['customers', 'members', 'leads'].map((name) => named(runner, name))
    for (const column of Object.values(columns)) await runner.addColumn('leads', new TableColumn(column))
    await runner.addColumn('leads', new TableColumn(optional(ref)('customerId')))
    // Whoever works for the dealer now has no customer; the lead keeps one of its own.
    await runner.query(`INSERT INTO ${customers} (id, "displayName", "createdAt")
      SELECT m.id, CASE WHEN m.card <> '' THEN m.card ELSE m.nickname END, MIN(l."raisedAt") FROM ${members} m
      JOIN ${leads} l ON l."memberId" = m.id WHERE m."customerId" IS NULL GROUP BY m.id, m.card, m.nickname`)
    await runner.query(`UPDATE ${leads} SET "customerId" =
      (SELECT COALESCE(m."customerId", m.id) FROM ${members} m WHERE m.id = ${leads}."memberId")`)
    await setNullable(runner, 'customerId', false)
    await runner.createForeignKey('leads', new TableForeignKey({ name: 'fk_leads_customer', ...owner }))
    await runner.createIndex('leads', new TableIndex({ name: 'ix_leads_customer', columnNames: ['customerId'] }))
    for (const name of ['memberId', 'groupId']) await setNullable(runner, name, true)
  }

  async down(runner: QueryRunner): Promise<void> {
    const [events, leads] = ['lead_events', 'leads'].map((name) => named(runner, name))
    await runner.query(`DELETE FROM ${events} WHERE "leadId" IN (SELECT id FROM ${leads} WHERE "memberId" IS NULL)`)
    await runner.query(`DELETE FROM ${leads} WHERE "memberId" IS NULL`)
    for (const name of ['memberId', 'groupId']) await setNullable(runner, name, false)
    await runner.dropIndex('leads', 'ix_leads_customer')
    await runner.dropForeignKey('leads', 'fk_leads_customer')
    for (const name of ['customerId', ...Object.keys(columns)]) await runner.dropColumn('leads', name)
  }
}
