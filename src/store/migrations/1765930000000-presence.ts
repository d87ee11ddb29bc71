import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { instant, optional, word } from './dsl.js'

/** Whether we are in a group, and who asked us into one. */
export class Presence1765930000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('chat_groups', new TableColumn({ ...word('presence'), default: "'here'" }))
    await runner.addColumn('chat_groups', new TableColumn(optional(instant)('presenceAt')))
    await runner.addColumn('join_requests', new TableColumn({ ...word('kind'), default: "'member'" }))
    await runner.addColumn('join_requests', new TableColumn(optional(word)('place')))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('join_requests', 'place')
    await runner.dropColumn('join_requests', 'kind')
    await runner.dropColumn('chat_groups', 'presenceAt')
    await runner.dropColumn('chat_groups', 'presence')
  }
}
