import type { Vault } from '../../../kit/crypto.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { type ExportAsked, readExportCommand, readFilter } from './command.js'
import { FILE_LINK_MINUTES, signFile } from './link.js'
import { mayExport } from './write.js'

/** Asked for; the file itself is written when the link is opened. */
export const EXPORT_ASKED = 'customers.export_asked'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readExportCommand(said(turn)) : null)

/** 导出客户 / 导出线索: a link to the file, once, in private. */
export const createExportStep =
  (vault: Vault): Step =>
  async (batch) =>
  (turn, next) => {
    const asked = commandOf(turn)
    if (asked) turn.replies.push({ rank: 0, ...answer(batch, turn, asked, vault) })
    next()
  }

function answer(batch: Batch, turn: Turn, asked: ExportAsked, vault: Vault): { text: string; secret?: boolean } {
  const { say, dealer } = batch
  if (!may(turn.staff, 'customers.export')) return { text: refuse(batch, turn, { needs: 'customers.export' }) }
  if (!mayExport(turn.staff, asked.full)) return { text: refuse(batch, turn, { needs: 'customers.phone' }) }
  const { unknown } = readFilter(asked)
  if (unknown.length) return { text: say('customers.export.unknown', { words: unknown.join(' ') }) }
  if (!dealer.publicUrl) return { text: say('customers.export.elsewhere') }
  if (turn.group.kind !== 'private') return { text: say('customers.export.private') }
  batch.audit(turn, EXPORT_ASKED, { ...asked, staff: turn.staff?.id })
  const link = `${dealer.publicUrl}/file/${signFile(turn.messageId, turn.now, vault)}`
  return { text: say('customers.export.link', { link, minutes: FILE_LINK_MINUTES }), secret: true }
}
