import { In, MoreThan } from 'typeorm'
import { Poll, PollVote } from '../../../store/index.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { readVote } from './command.js'

/** An answer is short; longer words are talk. */
const LONGEST = 40

const mayVote = (turn: Turn) =>
  turn.group.kind === 'owners' &&
  turn.mode === 'live' &&
  (turn.event.type === 'button' || (turn.event.type === 'message' && turn.event.text.length <= LONGEST))

/** Takes the answers to open polls; the last one of a member counts. Answers are not answered: that would flood the group. */
export const pollVoteStep: Step = async (batch) => {
  const voting = batch.turns.filter(mayVote)
  if (!voting.length) return (_turn, next) => next()
  const groupId = In([...new Set(voting.map((turn) => turn.group.id))])
  const closesAt = MoreThan(Math.min(...voting.map((turn) => turn.now)))
  const polls = await batch.db.findBy(Poll, { groupId, state: 'open', closesAt })
  if (!polls.length) return (_turn, next) => next()
  const votes = await batch.db.findBy(PollVote, {
    pollId: In(polls.map((poll) => poll.id)),
    memberId: In(voting.map((turn) => turn.member.id)),
  })

  return (turn, next) => {
    const open = polls.filter((poll) => poll.groupId === turn.group.id && poll.closesAt > turn.now)
    const vote = mayVote(turn) ? readVote(said(turn), open) : null
    const poll = vote && open.find(({ code }) => code === vote.code)
    if (vote && poll && vote.option < poll.options.length) cast(batch, turn, poll, vote.option, votes)
    next()
  }
}

function cast(batch: Batch, turn: Turn, poll: Poll, option: number, votes: PollVote[]): void {
  const before = votes.find((vote) => vote.pollId === poll.id && vote.memberId === turn.member.id)
  if (before) batch.writes.update(PollVote, Object.assign(before, { option, at: turn.now }))
  else
    votes.push(
      batch.writes.insert(PollVote, {
        id: batch.ids(),
        pollId: poll.id,
        memberId: turn.member.id,
        option,
        at: turn.now,
      }),
    )
}
