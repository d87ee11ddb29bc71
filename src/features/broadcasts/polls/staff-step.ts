import { In, IsNull } from 'typeorm'
import { clip } from '../../../kit/cut-text.js'
import { Member, Poll, PollVote } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, displayName, type Step, said, type Turn } from '../../step.js'
import { type PollCommand, readPollCommand } from './command.js'

const NAMED = 20

/** 投票结果 / 公告回执: tells the staff what a group answered, and ends a poll. */
export const pollsStaffStep: Step = async (batch) => {
  const commandOf = (turn: Turn) => {
    const isAsked = turn.staff && turn.group.kind !== 'owners'
    const command = isAsked ? readPollCommand(said(turn), batch.say('polls.received')) : null
    return command?.type === 'open' ? null : command
  }
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const polls = await batch.db.find(Poll, { order: { code: 'DESC' }, take: 20 })
  const votes = await batch.db.findBy(PollVote, { pollId: In(polls.map((poll) => poll.id)) })
  const { covers } = await loadScope(batch)
  const members = await batch.db.findBy(Member, {
    groupId: In(polls.map((poll) => poll.groupId)),
    staff: false,
    leftAt: IsNull(),
  })

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const needs = command.type === 'result' ? 'polls.read' : 'polls.open'
      const known = { polls, votes, members, isOpen: ({ groupId }: Poll) => covers(turn, groupId) }
      turn.replies.push({
        rank: 0,
        text: may(turn.staff, needs) ? carryOut(batch, turn, command, known) : refuse(batch, turn, { needs }),
      })
    }
    next()
  }
}

interface Known {
  polls: Poll[]
  votes: readonly PollVote[]
  members: readonly Member[]
  /** Whether it was held in a group of whoever asks. */
  isOpen(poll: Poll): boolean
}

function carryOut(batch: Batch, turn: Turn, command: Exclude<PollCommand, { type: 'open' }>, known: Known): string {
  const { say } = batch
  if (command.type === 'usage') return say('polls.usage')
  // What was sent a moment ago is asked for as well.
  const opened = batch.writes.rows(Poll).filter((each) => !known.polls.some(({ id }) => id === each.id))
  const poll = [...opened.toReversed(), ...known.polls]
    .filter(known.isOpen)
    .find(({ code, kind }) =>
      command.type === 'result' && command.code === null ? kind === command.kind : code === command.code,
    )
  if (!poll) return say('polls.no_such')
  if (command.type === 'close') {
    batch.writes.update(Poll, Object.assign(poll, { state: 'closed' }))
    batch.audit(turn, 'polls.closed', { poll: poll.id })
  }
  return resultOf(batch, poll, known)
}

function resultOf({ say }: Batch, poll: Poll, { votes, members }: Known): string {
  const here = members.filter((member) => member.groupId === poll.groupId)
  const ids = new Set(here.map((member) => member.id))
  // Colleagues may answer too, but the members are asked.
  const own = votes.filter((vote) => vote.pollId === poll.id && ids.has(vote.memberId))
  const share = here.length ? Math.round((own.length / here.length) * 100) : 0
  if (poll.kind === 'notice') {
    const read = new Set(own.map((vote) => vote.memberId))
    const missing = here.filter((member) => !read.has(member.id)).map(displayName)
    const names = missing.slice(0, NAMED).join('、') || '—'
    return say('polls.read_by', {
      code: poll.code,
      question: clip(poll.question),
      number: own.length,
      share,
      names,
      missing: missing.length,
    })
  }
  const lines = poll.options.map((option, n) =>
    say('polls.count', {
      letter: String.fromCharCode(65 + n),
      option,
      number: own.filter((vote) => vote.option === n).length,
    }),
  )
  return [say('polls.result', { code: poll.code, question: poll.question, number: own.length, share }), ...lines].join(
    '\n',
  )
}
