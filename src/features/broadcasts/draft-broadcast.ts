import { MINUTE } from '../../kit/clock.js'
import type { Button } from '../../message/index.js'
import { Broadcast, type Group } from '../../store/index.js'
import { oneGroup } from '../owner-groups.js'
import type { Batch, Turn } from '../step.js'
import { chooseGroups } from './choose-groups.js'
import { namesOf } from './names-of.js'
import type { PollCommand } from './polls/command.js'
import { pollText } from './polls/open.js'

/** QQ and WeChat cut or refuse longer ones. */
const LONGEST = 2_000
export const DRAFT_LIFETIME = 30 * MINUTE

/** Shows the notice as it will appear. Nothing is sent before somebody has said so. */
export function draftBroadcast(batch: Batch, turn: Turn, body: string, groups: readonly Group[]): Broadcast | null {
  const refuse = (key: string, params = {}) => {
    turn.replies.push({ rank: 0, text: batch.say(key, params) })
    return null
  }
  if (!groups.length) return refuse(turn.staff?.role === 'group_admin' ? 'groups.not_yours' : 'broadcasts.no_groups')
  const choice = chooseGroups(body, groups)
  if (choice.type === 'unknown')
    return refuse('broadcasts.unknown_group', { name: choice.name, groups: namesOf(batch, groups) })
  if (choice.type === 'ambiguous')
    return refuse('broadcasts.which_group', { name: choice.name, groups: namesOf(batch, choice.groups) })
  if (!choice.text) return refuse('broadcasts.usage')
  if (choice.text.length > LONGEST)
    return refuse('broadcasts.too_long', { length: choice.text.length, longest: LONGEST })

  return show(batch, turn, { text: choice.text, groups: choice.groups, poll: null })
}

/** The same for a poll, or a notice that is to be read: these go to one group. */
export function draftPoll(
  batch: Batch,
  turn: Turn,
  { kind, question, options, group: name }: PollCommand & { type: 'open' },
  groups: readonly Group[],
): Broadcast | null {
  const group = oneGroup(batch.say, groups, name)
  if (typeof group !== 'string') return show(batch, turn, { text: question, groups: [group], poll: { kind, options } })
  turn.replies.push({ rank: 0, text: group })
  return null
}

function show(
  batch: Batch,
  turn: Turn,
  { text, groups, poll }: Pick<Broadcast, 'text' | 'poll'> & { groups: readonly Group[] },
): Broadcast {
  const draft = batch.writes.insert(Broadcast, {
    id: batch.ids(),
    text,
    groupIds: groups.map((group) => group.id),
    poll,
    state: 'draft',
    createdBy: turn.member.externalId,
    confirmedBy: null,
    createdAt: turn.now,
    expiresAt: turn.now + DRAFT_LIFETIME,
  })
  batch.audit(turn, 'broadcasts.drafted', { broadcast: draft.id, groups: draft.groupIds })
  // Joined, not filled in: the notice is shown to the letter, even where it looks like a placeholder.
  const preview = [
    batch.say('broadcasts.preview', { groups: namesOf(batch, groups) }),
    poll ? pollText(batch.say, { text, poll }) : text,
    batch.say('broadcasts.question', { minutes: DRAFT_LIFETIME / MINUTE }),
  ].join('\n——\n')
  turn.replies.push({ rank: 0, text: preview, buttons: draftButtons(batch, draft) })
  return draft
}

export const draftButtons = (batch: Batch, draft: Broadcast): Button[] => [
  { label: batch.say('broadcasts.button_send'), data: `broadcast:send:${draft.id}` },
  { label: batch.say('broadcasts.button_cancel'), data: `broadcast:cancel:${draft.id}` },
]
