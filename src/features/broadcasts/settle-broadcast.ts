import { HOUR } from '../../kit/clock.js'
import { Broadcast, type Group } from '../../store/index.js'
import { quietUntil } from '../quiet-night.js'
import { type Batch, roomOf, type Turn } from '../step.js'
import { namesOf } from './names-of.js'
import { openPoll } from './polls/open.js'

/** A notice of this morning is no news in the evening. */
const LIFETIME = 6 * HOUR

/** Sends a draft or drops it; whatever it has become meanwhile, the answer says so. */
export function settleBroadcast(
  batch: Batch,
  turn: Turn,
  draft: Broadcast | undefined,
  type: 'send' | 'cancel',
  groups: readonly Group[],
  /** Groups with an open complaint storm: no marketing goes there. */
  troubled: ReadonlySet<string>,
  /** The number of the next poll. */
  nextCode: () => number,
): void {
  const answer = (key: string, params = {}) => turn.replies.push({ rank: 0, text: batch.say(key, params) })
  if (!draft) return void answer('broadcasts.no_draft')
  if (draft.state === 'sent') return void answer('broadcasts.sent_before')
  if (draft.state === 'cancelled') return void answer('broadcasts.cancelled_before')
  if (type === 'cancel') {
    end(batch, turn, draft, 'cancelled')
    return void answer('broadcasts.cancelled')
  }
  if (draft.expiresAt <= turn.now) {
    end(batch, turn, draft, 'cancelled', 'expired')
    return void answer('broadcasts.expired')
  }
  const chosen = groups.filter((group) => draft.groupIds.includes(group.id))
  if (!chosen.length) return void answer('broadcasts.no_groups')
  const held = chosen.filter((group) => troubled.has(group.id))
  const reached = chosen.filter((group) => !troubled.has(group.id))
  if (!reached.length) return void answer('broadcasts.held', { groups: namesOf(batch, held) })
  const { poll, text } = draft
  const opened = reached.map((group) =>
    poll ? openPoll(batch, turn, { text, poll }, group, nextCode()) : send(batch, turn, draft, group),
  )
  end(batch, turn, draft, 'sent')
  const asleep = reached.filter((group) => quietUntil(group, turn.now, batch.dealer.zone))
  const lines = [
    ...(poll ? opened : [batch.say('broadcasts.sent', { groups: namesOf(batch, reached) })]),
    ...(asleep.length ? [batch.say('broadcasts.asleep', { groups: namesOf(batch, asleep) })] : []),
    ...(held.length ? [batch.say('broadcasts.held', { groups: namesOf(batch, held) })] : []),
  ]
  turn.replies.push({ rank: 0, text: lines.join('\n') })
}

function send(batch: Batch, turn: Turn, draft: Broadcast, group: Group): void {
  batch.send(
    turn,
    group,
    { type: 'announce', room: roomOf(group), text: draft.text },
    { priority: 'broadcast', dedupe: `broadcast:${draft.id}:${group.id}`, lifetime: LIFETIME },
  )
}

/** Ends a draft, and writes down why when nobody asked for it. */
export function end(
  batch: Batch,
  turn: Turn,
  draft: Broadcast,
  state: 'sent' | 'cancelled',
  why?: 'expired' | 'replaced',
): void {
  batch.writes.update(Broadcast, Object.assign(draft, { state }))
  batch.audit(turn, `broadcasts.${state}`, { broadcast: draft.id, ...(why && { why }) })
}
