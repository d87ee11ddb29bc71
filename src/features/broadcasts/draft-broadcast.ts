import { MINUTE } from '../../kit/clock.js'
import type { Button } from '../../message/index.js'
import { type Audience, Broadcast, type Group, NEW_BROADCAST } from '../../store/index.js'
import { oneGroup } from '../owner-groups.js'
import type { Batch, Turn } from '../step.js'
import { variantsOf } from '../variants.js'
import { type Aim, aimAtCustomers, aimAtGroups, type Candidate } from './aim.js'
import type { Facts } from './facts.js'
import { chosenOf } from './names-of.js'
import type { PollCommand } from './polls/command.js'
import { aboutDraft, wordsShown } from './preview.js'
import type { BroadcastCommand } from './read-broadcast.js'

/** QQ and WeChat cut or refuse longer ones. */
const LONGEST = 2_000
export const DRAFT_LIFETIME = 30 * MINUTE

export interface Drafting {
  groups: readonly Group[]
  facts: Facts
  nextCode: () => number
}

type Content = Pick<Broadcast, 'text' | 'variants' | 'poll' | 'safety' | 'audience' | 'groupIds'>

/** Shows the notice as it will appear. Nothing is sent before somebody has said so. */
export function draftBroadcast(
  batch: Batch,
  turn: Turn,
  { body, safety }: BroadcastCommand & { type: 'draft' },
  drafting: Drafting,
): Broadcast | null {
  const { groups } = drafting
  if (!groups.length)
    return deny(batch, turn, turn.staff?.role === 'group_admin' ? 'groups.not_yours' : 'broadcasts.no_groups')
  const choice = chosenOf(batch, body, groups)
  if (typeof choice === 'string') {
    turn.replies.push({ rank: 0, text: choice })
    return null
  }
  if (!choice.groups.length) return deny(batch, turn, 'broadcasts.nobody')
  if (!fits(batch, turn, choice.text)) return null
  return show(
    batch,
    turn,
    { ...contentOf(choice.text), safety: safety || null, audience: null },
    choice.groups,
    drafting,
  )
}

/** The same for a poll, or a notice that is to be read: these go to one group. */
export function draftPoll(
  batch: Batch,
  turn: Turn,
  { kind, question, options, group: name }: PollCommand & { type: 'open' },
  drafting: Drafting,
): Broadcast | null {
  const group = oneGroup(batch.say, drafting.groups, name)
  if (typeof group !== 'string')
    return show(
      batch,
      turn,
      { text: question, variants: null, safety: null, audience: null, poll: { kind, options } },
      [group],
      drafting,
    )
  turn.replies.push({ rank: 0, text: group })
  return null
}

/** A message to customers in private, each by name. */
export function draftToCustomers(
  batch: Batch,
  turn: Turn,
  body: string,
  { audience, candidates }: { audience: Audience; candidates: readonly Candidate[] },
  drafting: Drafting,
): Broadcast | null {
  if (!candidates.length) return deny(batch, turn, 'broadcasts.nobody')
  if (!fits(batch, turn, body)) return null
  const aims = aimAtCustomers(candidates, drafting.facts, { safety: false, now: turn.now })
  return put(batch, turn, { ...contentOf(body), safety: null, audience, groupIds: [] }, aims, drafting)
}

const contentOf = (body: string): Pick<Content, 'text' | 'variants' | 'poll'> => {
  const [text, ...others] = variantsOf(body)
  return { text, variants: others.length ? others : null, poll: null }
}

function deny(batch: Batch, turn: Turn, key: string, params = {}): null {
  turn.replies.push({ rank: 0, text: batch.say(key, params) })
  return null
}

function fits(batch: Batch, turn: Turn, body: string): boolean {
  const { length } = body
  if (!length) deny(batch, turn, 'broadcasts.usage')
  else if (length > LONGEST) deny(batch, turn, 'broadcasts.too_long', { length, longest: LONGEST })
  return length > 0 && length <= LONGEST
}

function show(
  batch: Batch,
  turn: Turn,
  content: Omit<Content, 'groupIds'>,
  groups: readonly Group[],
  drafting: Drafting,
): Broadcast {
  const aim = { safety: Boolean(content.safety), everybody: batch.say('broadcasts.everybody'), now: turn.now }
  const aims = aimAtGroups(groups, drafting.facts, aim)
  return put(batch, turn, { ...content, groupIds: groups.map(({ id }) => id) }, aims, drafting)
}

function put(
  batch: Batch,
  turn: Turn,
  content: Content,
  aims: readonly Aim[],
  { facts, nextCode }: Drafting,
): Broadcast {
  const draft = batch.writes.insert(Broadcast, {
    ...NEW_BROADCAST,
    ...content,
    id: batch.ids(),
    code: nextCode(),
    state: 'draft',
    createdBy: turn.member.externalId,
    createdAt: turn.now,
    expiresAt: turn.now + DRAFT_LIFETIME,
  })
  batch.audit(turn, 'broadcasts.drafted', { broadcast: draft.id, groups: draft.groupIds })
  // Joined, not filled in: the notice is shown to the letter, even where it looks like a placeholder.
  const preview = [
    aboutDraft(batch, turn, draft, aims, facts),
    ...wordsShown(batch, draft, aims),
    batch.say('broadcasts.question', { minutes: DRAFT_LIFETIME / MINUTE }),
  ].join('\n——\n')
  turn.replies.push({ rank: 0, text: preview, buttons: draftButtons(batch, draft) })
  return draft
}

export const draftButtons = (batch: Batch, draft: Broadcast): Button[] => [
  { label: batch.say('broadcasts.button_send'), data: `broadcast:send:${draft.id}` },
  { label: batch.say('broadcasts.button_cancel'), data: `broadcast:cancel:${draft.id}` },
]
