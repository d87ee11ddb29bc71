import type { Vault } from '../../kit/crypto.js'
import { Broadcast, BroadcastTarget, Contact, type Group, OutboxItem } from '../../store/index.js'
import { quietUntil } from '../quiet-night.js'
import type { Batch, Turn } from '../step.js'
import { type Aim, aimsOf, type Candidate, spend } from './aim.js'
import { DRAFT_LIFETIME, draftButtons } from './draft-broadcast.js'
import type { Facts } from './facts.js'
import { namesOf } from './names-of.js'
import { openPoll } from './polls/open.js'
import { heldLines, wordsShown } from './preview.js'
import { release } from './release.js'
import { scheduleText, startLater } from './schedule.js'
import type { BroadcastSettings } from './settings.js'

export interface Settling {
  groups: readonly Group[]
  facts: Facts
  settings: BroadcastSettings
  vault: Vault
  /** The number of the next poll. */
  nextCode: () => number
  /** Whom a draft to customers means now. */
  candidatesOf(draft: Broadcast): readonly Candidate[]
}

/** Sends a draft or drops it; whatever it has become meanwhile, the answer says so. */
export function settleBroadcast(
  batch: Batch,
  turn: Turn,
  draft: Broadcast | undefined,
  type: 'send' | 'cancel',
  settling: Settling,
): void {
  const answer = (key: string, params = {}) => turn.replies.push({ rank: 0, text: batch.say(key, params) })
  if (!draft) return void answer('broadcasts.no_draft')
  if (draft.state === 'cancelled') return void answer('broadcasts.cancelled_before')
  if (draft.state === 'scheduled') return void turn.replies.push({ rank: 0, text: scheduleText(batch, draft) })
  if (draft.state !== 'draft') return void answer('broadcasts.sent_before')
  if (type === 'cancel') {
    end(batch, turn, draft, 'cancelled')
    return void answer('broadcasts.cancelled')
  }
  if (draft.expiresAt <= turn.now) {
    end(batch, turn, draft, 'cancelled', 'expired')
    return void answer('broadcasts.expired')
  }
  const aims = aimsOf(
    draft,
    { ...settling, candidates: settling.candidatesOf(draft) },
    { everybody: batch.say('broadcasts.everybody'), now: turn.now },
  )
  if (!draft.audience && !aims.length) return void answer('broadcasts.no_groups')
  const reached = aims.filter(({ held }) => !held)
  const isLater = draft.startAt !== null
  if (!reached.length && !isLater)
    return void turn.replies.push({
      rank: 0,
      text: heldLines(batch, aims).join('\n') || batch.say('broadcasts.nobody'),
    })
  if (isLarge(draft, reached, settling) && !isSecond(turn, draft)) {
    if (draft.confirmedBy === null) askSecond(batch, turn, draft, aims)
    return void answer(draft.audience ? 'broadcasts.needs_second_people' : 'broadcasts.needs_second', {
      number: reached.length,
    })
  }
  if (isLater || draft.audience) {
    startLater(batch, turn, draft)
    const text = isLater
      ? scheduleText(batch, draft)
      : batch.say('broadcasts.sent_people', { number: reached.length, code: draft.code })
    return void turn.replies.push({ rank: 0, text })
  }
  turn.replies.push({ rank: 0, text: sendNow(batch, turn, draft, aims, settling).join('\n') })
}

function sendNow(batch: Batch, turn: Turn, draft: Broadcast, aims: readonly Aim[], settling: Settling): string[] {
  const { facts, vault, nextCode } = settling
  const reached = aims.flatMap(({ group, held }) => (group && !held ? group : []))
  const { poll, text } = draft
  const late = Math.max(0, turn.now - turn.event.at)
  const rows = release(draft, aims, { ...batch, vault, now: turn.now }, late)
  const opened = poll ? reached.map((group) => openPoll(batch, turn, { text, poll }, group, nextCode())) : []
  for (const contact of rows.contacts) batch.writes.insert(Contact, contact)
  if (!poll) {
    for (const target of rows.targets) batch.writes.insert(BroadcastTarget, target)
    for (const item of rows.items) batch.writes.insert(OutboxItem, item)
  }
  spend(aims, facts, turn.now)
  Object.assign(draft, { sentAt: turn.now })
  end(batch, turn, draft, 'sent')
  const asleep = reached.filter((group) => quietUntil(group, turn.now, batch.dealer.zone))
  return [
    ...(poll ? opened : [batch.say('broadcasts.sent', { groups: namesOf(batch, reached), code: draft.code })]),
    ...(asleep.length ? [batch.say('broadcasts.asleep', { groups: namesOf(batch, asleep) })] : []),
    ...heldLines(batch, aims),
  ]
}

function isLarge(draft: Broadcast, reached: readonly Aim[], { settings, facts }: Settling): boolean {
  const { second, secondPeople } = settings
  const people = draft.audience
    ? reached.length
    : reached.reduce((sum, { group }) => sum + (facts.people.get(group?.id ?? '') ?? 0), 0)
  return (second > 0 && !draft.audience && reached.length >= second) || (secondPeople > 0 && people >= secondPeople)
}

/** Somebody else than the one who said yes first; a group_admin does not see all groups. */
const isSecond = ({ staff }: Turn, { confirmedBy }: Broadcast): boolean =>
  confirmedBy !== null && confirmedBy !== staff?.name && staff?.role !== 'group_admin'

/** Shows it to the staff once more: whoever says yes now should know what to. */
function askSecond(batch: Batch, turn: Turn, draft: Broadcast, aims: readonly Aim[]): void {
  const name = turn.staff?.name ?? ''
  batch.writes.update(Broadcast, Object.assign(draft, { confirmedBy: name, expiresAt: turn.now + DRAFT_LIFETIME }))
  batch.audit(turn, 'broadcasts.confirmed_once', { broadcast: draft.id })
  const reached = aims.filter(({ held }) => !held)
  const groups = reached.flatMap(({ group, customer }) => (group && !customer ? group : []))
  const ask = draft.audience
    ? batch.say('broadcasts.ask_second_people', { name, number: reached.length })
    : batch.say('broadcasts.ask_second', { name, number: groups.length, groups: namesOf(batch, groups) })
  batch.tellStaff(turn, [ask, ...wordsShown(batch, draft, aims)].join('\n——\n'), {
    dedupe: `broadcasts:second:${draft.id}`,
    buttons: draftButtons(batch, draft),
  })
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
