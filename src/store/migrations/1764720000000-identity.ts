import { type MigrationInterface, type QueryRunner, TableColumn, TableForeignKey, TableIndex } from 'typeorm'
import { id, instant, optional, ref, table, word } from './dsl.js'

const codes = table(
  'one_time_codes',
  {
    id: id,
    fingerprint: word,
    purpose: word,
    name: optional(word),
    role: optional(word),
    memberId: optional(ref),
    state: word,
    createdAt: instant,
    expiresAt: instant,
  },
  {
    unique: { uq_one_time_codes_fingerprint: ['fingerprint'] },
    foreign: { fk_one_time_codes_member: ['memberId', 'members'] },
  },
)

const wrong = table(
  'wrong_codes',
  { id: id, channel: word, externalId: word, at: instant },
  { index: { ix_wrong_codes_at: ['at'] } },
)

const mergedInto = new TableForeignKey({
  name: 'fk_customers_merged_into',
  columnNames: ['mergedIntoId'],
  referencedTableName: 'customers',
  referencedColumnNames: ['id'],
})

/** Several accounts of one person: codes that prove it, customers that turned out to be one, claims by name. */
export class Identity1764720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of [codes, wrong]) await runner.createTable(each)
    await runner.createIndex('members', new TableIndex({ name: 'ix_members_external', columnNames: ['externalId'] }))
    await runner.addColumn('customers', new TableColumn(optional(ref)('mergedIntoId')))
    await runner.createForeignKey('customers', mergedInto)
    const { schema } = runner.connection.options as { schema?: string }
    const at = (name: string) => (schema ? `"${schema}".${name}` : name)
    await runner.query(
      `UPDATE ${at('leads')} SET "claimedBy" = COALESCE(
        (SELECT MIN(name) FROM ${at('staff_accounts')} WHERE "externalId" = "claimedBy"), "claimedBy")`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropForeignKey('customers', mergedInto)
    await runner.dropColumn('customers', 'mergedIntoId')
    await runner.dropIndex('members', 'ix_members_external')
    for (const each of [wrong, codes]) await runner.dropTable(each)
  }
}
