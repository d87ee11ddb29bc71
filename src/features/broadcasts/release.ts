import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { outboxItem } from '../../outbox/index.js'
import type { Broadcast, BroadcastTarget, Contact, Group, OutboxItem, RowOf } from '../../store/index.js'
import { awakeAt } from '../contact-budget.js'
import { quietUntil } from '../quiet-night.js'
import { roomOf } from '../step.js'
import type { Aim } from './aim.js'
import { fillIn, linkIn, withLink, wordingOf } from './words.js'

/** A notice of this morning is no news in the evening. */
export const LIFETIME = 6 * HOUR

export interface ReleaseDeps {
  ids: Ids
  say: Say
  dealer: Dealer
  vault: Vault
  /** UTC ms. */
  now: number
}

export interface Released {
  targets: RowOf<BroadcastTarget>[]
  contacts: RowOf<Contact>[]
  items: RowOf<OutboxItem>[]
}

/** The rows by which a broadcast goes out. `late`: so much of its time is gone already, ms. */
export function release(broadcast: Broadcast, aims: readonly Aim[], deps: ReleaseDeps, late = 0): Released {
  const { ids, now, vault } = deps
  const released: Released = { targets: [], contacts: [], items: [] }
  for (const [index, aim] of aims.entries()) {
    const { group, customer, held } = aim
    const id = ids()
    const state = held ? 'held' : group ? 'queued' : 'asked'
    const about = { groupId: group?.id ?? null, customerId: customer?.id ?? null }
    const target: RowOf<BroadcastTarget> = {
      ...{ id, broadcastId: broadcast.id, ...about, state, why: held, itemKey: null, attempts: 0, clicks: 0, at: now },
      variant: wordingOf(broadcast, index).variant,
      token: linkIn(wordingOf(broadcast, index).text) ? tokenOf(id, vault) : null,
    }
    released.targets.push(target)
    if (state === 'queued') released.items.push(send(broadcast, target, aim, deps, late))
    if (held !== 'account') released.contacts.push(contactOf(broadcast, aim, held, deps))
  }
  return released
}

/** What the budget knows it by. What an account could not say today is no contact before it is said. */
export const contactOf = (
  broadcast: Broadcast,
  { group, customer }: Aim,
  why: Contact['why'],
  { ids, now }: Pick<ReleaseDeps, 'ids' | 'now'>,
): RowOf<Contact> => ({
  ...{ id: ids(), key: `broadcast:${broadcast.id}:${customer?.id ?? group?.id}`, kind: 'broadcast', at: now },
  ...{ customerId: customer?.id ?? null, groupId: customer ? null : (group?.id ?? null) },
  ...{ state: why ? 'held' : group ? 'sent' : 'asked', why },
})

/** What a link is known by: it says nothing about the target, and only the key of the store makes it. */
const tokenOf = (targetId: string, vault: Vault) => vault.fingerprint(`link ${targetId}`).slice(0, 16)

/** The words as this target reads them. */
export function wordsFor(
  broadcast: Broadcast,
  target: Pick<BroadcastTarget, 'variant' | 'token' | 'customerId'>,
  fill: Aim['fill'],
  { say, dealer: { publicUrl } }: Pick<ReleaseDeps, 'say' | 'dealer'>,
): string {
  const { text } = wordingOf(broadcast, target.variant)
  const link = publicUrl && target.token ? `${publicUrl}/l/${target.token}` : null
  const words = fillIn(withLink(text, link), { ...fill, car: fill.car || say('broadcasts.your_car') })
  return target.customerId && !broadcast.safety ? `${words}\n${say('broadcasts.footer')}` : words
}

/** The outbox row of a target's next attempt; the target is told its key. */
export function send(
  broadcast: Broadcast,
  target: RowOf<BroadcastTarget>,
  { group, fill }: Aim,
  deps: ReleaseDeps,
  late = 0,
): RowOf<OutboxItem> {
  if (!group) throw new Error('a colleague has to send this one')
  const { ids, now, dealer } = deps
  const again = target.attempts ? `:${target.attempts}` : ''
  // By the beginning of the key an unsubscription finds what still waits for a customer.
  const itemKey = target.customerId
    ? `care:${target.customerId}:broadcast:${broadcast.id}${again}`
    : `broadcast:${broadcast.id}:${group.id}${again}`
  Object.assign(target, { itemKey, attempts: target.attempts + 1, state: 'queued', why: null })
  const text = wordsFor(broadcast, target, fill, deps)
  const room = roomOf(group)
  return outboxItem({
    ...{ id: ids(), accountId: group.accountId, priority: 'broadcast', now, dedupeKey: itemKey },
    action: target.customerId ? { type: 'say', room, text } : { type: 'announce', room, text },
    notBefore: dueAt(target, group, now, dealer.zone),
    lifetime: LIFETIME - late,
  })
}

/** When a target may hear it: customers by day, and groups out of their night. UTC ms. */
export const dueAt = (
  { customerId }: Pick<BroadcastTarget, 'customerId'>,
  group: Pick<Group, 'settings'>,
  now: number,
  zone: string,
): number => (customerId ? awakeAt(now, zone) : (quietUntil(group, now, zone) ?? now))
