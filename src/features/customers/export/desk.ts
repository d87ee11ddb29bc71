import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import type { Say } from '../../../kit/texts.js'
import { AuditEntry, type Db, lock, StaffAccount, type Store } from '../../../store/index.js'
import type { ExportAsked } from './command.js'
import { readFileKey } from './link.js'
import { EXPORT_ASKED } from './step.js'
import { EXPORT_WRITTEN, type ExportSheet, writeExport } from './write.js'

/** Hands out the files behind links: no log-in, the link is the key, good once and for a few minutes. */
export interface ExportDesk {
  dealer: Dealer
  /** What waits behind a link, without using it up: chat apps look at links before people do. */
  look(token: string): Promise<ExportAsked | null>
  /** The file; the link is used up. Null when it was, is too old, or the colleague may no more. */
  take(token: string): Promise<ExportSheet | null>
}

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  clock: Clock
  say: Say
  dealer: Dealer
}

export function createExportDesk({ store, vault, ids, clock, say, dealer }: Deps): ExportDesk {
  const voice = { say, dealer, vault }

  async function open(db: Db, token: string) {
    const messageId = readFileKey(token, clock.now(), vault)
    if (!messageId) return null
    await lock(db, [`export:${messageId}`])
    const entries = await db.findBy(AuditEntry, { messageId })
    const asked = entries.find(({ what }) => what === EXPORT_ASKED)?.details as
      | (ExportAsked & { staff: string })
      | undefined
    return asked && !entries.some(({ what }) => what === EXPORT_WRITTEN) ? { ...asked, messageId } : null
  }

  return {
    dealer,
    look: (token) => store.transaction((db) => open(db, token)),
    take: (token) =>
      store.transaction(async (db) => {
        const asked = await open(db, token)
        const staff = asked && (await db.findOneBy(StaffAccount, { id: asked.staff }))
        if (!staff) return null
        const sheet = await writeExport({ db, ids, now: clock.now(), voice }, { ...asked, staff, way: 'chat' })
        return sheet !== 'refused' && 'rows' in sheet ? sheet : null
      }),
  }
}
