import { Broadcast, BroadcastTarget, type Store } from '../../store/index.js'
import { linkIn, wordingOf } from './words.js'

/** Where a counted link leads, and counts the click; null when no broadcast has it. Nobody learns who clicked. */
export function openLink(store: Store, token: string): Promise<string | null> {
  return store.transaction(async (db) => {
    const target = await db.findOneBy(BroadcastTarget, { token })
    const broadcast = target && (await db.findOneBy(Broadcast, { id: target.broadcastId }))
    const link = broadcast ? linkIn(wordingOf(broadcast, target.variant).text) : null
    if (link) await db.increment(BroadcastTarget, { token }, 'clicks', 1)
    return link
  })
}
