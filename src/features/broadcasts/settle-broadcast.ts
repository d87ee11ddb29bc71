import { HOUR } from '../../kit/clock.js'
import { Broadcast, type Group } from '../../store/index.js'
import { quietUntil } from '../quiet-night.js'
import { type Batch, roomOf, type Turn } from '../step.js'
import { DRAFT_LIFETIME, draftButtons } from './draft-broadcast.js'
import { namesOf } from './names-of.js'
import { openPoll, pollText } from './polls/open.js'

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
  /** From so many groups on two people have to say yes; 0: never. */
  second: number,
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
  if (second && reached.length >= second && !isSecond(turn, draft)) {
    if (draft.confirmedBy === null) askSecond(batch, turn, draft, reached)
    return void answer('broadcasts.needs_second', { number: reached.length })
  }
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

/** Somebody else than the one who said yes first; a group_admin does not see all groups. */
const isSecond = ({ staff }: Turn, { confirmedBy }: Broadcast): boolean =>
  confirmedBy !== null && confirmedBy !== staff?.name && staff?.role !== 'group_admin'

/** Shows it to the staff once more: whoever says yes now should know what to. */
function askSecond(batch: Batch, turn: Turn, draft: Broadcast, groups: readonly Group[]): void {
  const name = turn.staff?.name ?? ''
  batch.writes.update(Broadcast, Object.assign(draft, { confirmedBy: name, expiresAt: turn.now + DRAFT_LIFETIME }))
  batch.audit(turn, 'broadcasts.confirmed_once', { broadcast: draft.id })
  const ask = batch.say('broadcasts.ask_second', { name, number: groups.length, groups: namesOf(batch, groups) })
  const { poll, text } = draft
  batch.tellStaff(turn, [ask, poll ? pollText(batch.say, { text, poll }) : text].join('\n——\n'), {
    dedupe: `broadcasts:second:${draft.id}`,
    buttons: draftButtons(batch, draft),
  })
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
