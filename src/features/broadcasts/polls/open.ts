import { DAY, HOUR } from '../../../kit/clock.js'
import type { Say } from '../../../kit/texts.js'
import { type Broadcast, type Group, Poll } from '../../../store/index.js'
import { type Batch, roomOf, type Turn } from '../../step.js'

const OPEN_FOR = 3 * DAY

type Question = Pick<Broadcast, 'text'> & { poll: NonNullable<Broadcast['poll']> }

/** A poll as the group will read it; the answers are buttons, too. */
export function pollText(say: Say, { text, poll: { kind, options } }: Question): string {
  if (kind === 'notice') return say('polls.notice', { text })
  const choices = options.map((option, n) => say('polls.option', { letter: String.fromCharCode(65 + n), option }))
  return say('polls.question', { question: text, options: choices.join('\n') })
}

/** Asks the group, for three days. Answers what the staff hear. */
export function openPoll(batch: Batch, turn: Turn, draft: Question, group: Group, code: number): string {
  const { say } = batch
  const { kind, options } = draft.poll
  const poll = batch.writes.insert(Poll, {
    id: batch.ids(),
    code,
    groupId: group.id,
    kind,
    question: draft.text,
    options,
    openedAt: turn.now,
    closesAt: turn.now + OPEN_FOR,
    state: 'open',
  })
  const buttons = options.map((option, n) => ({ label: option, data: `poll:${code}:${n}` }))
  const type = kind === 'notice' ? ('announce' as const) : ('say' as const)
  const order = { priority: 'broadcast' as const, dedupe: `polls:${poll.id}`, lifetime: 6 * HOUR }
  batch.send(turn, group, { type, room: roomOf(group), text: pollText(say, draft), buttons }, order)
  batch.audit(turn, 'polls.opened', { poll: poll.id })
  return say(`polls.opened_${kind}`, { code, group: group.name })
}
