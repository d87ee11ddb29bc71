import { In, IsNull } from 'typeorm'
import { DAY, HOUR } from '../../kit/clock.js'
import { clip } from '../../kit/cut-text.js'
import { createCodes, type Group, Incident, Member, Poll, PollVote } from '../../store/index.js'
import { oneGroup, ownerGroups } from '../owner-groups.js'
import { may } from '../permissions.js'
import { type Batch, displayName, roomOf, type Step, said, type Turn } from '../step.js'
import { type PollCommand, readPollCommand } from './command.js'

const OPEN_FOR = 3 * DAY
const NAMED = 20

/** 投票 / 公告: asks a group, and tells the staff what it answered. */
export const pollsStaffStep: Step = async (batch) => {
  const commandOf = (turn: Turn) =>
    turn.staff && turn.group.kind !== 'owners' ? readPollCommand(said(turn), batch.say('polls.received')) : null
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const groups = await ownerGroups(batch.db)
  const incidents = await batch.db.findBy(Incident, { state: 'open' })
  const polls = await batch.db.find(Poll, { order: { code: 'DESC' }, take: 20 })
  const votes = await batch.db.findBy(PollVote, { pollId: In(polls.map((poll) => poll.id)) })
  const members = await batch.db.findBy(Member, {
    groupId: In(polls.map((poll) => poll.groupId)),
    staff: false,
    leftAt: IsNull(),
  })
  const nextCode = await createCodes(batch.db, Poll)

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const allowed = may(turn.staff, command.type === 'result' ? 'polls.read' : 'polls.open')
      const known = { groups, troubled: incidents.map(({ groupId }) => groupId), polls, votes, members, nextCode }
      turn.replies.push({
        rank: 0,
        text: allowed ? carryOut(batch, turn, command, known) : batch.say('staff.not_allowed'),
      })
    }
    next()
  }
}

interface Known {
  groups: readonly Group[]
  /** Groups in which a complaint storm is going on. */
  troubled: readonly string[]
  polls: Poll[]
  votes: readonly PollVote[]
  members: readonly Member[]
  nextCode: () => number
}

function carryOut(batch: Batch, turn: Turn, command: PollCommand, known: Known): string {
  const { say } = batch
  if (command.type === 'usage') return say('polls.usage')
  if (command.type === 'open') {
    const group = oneGroup(say, known.groups, command.group)
    if (typeof group === 'string') return group
    if (known.troubled.includes(group.id)) return say('polls.held', { group: group.name })
    const poll = open(batch, turn, command, group, known.nextCode())
    known.polls.unshift(poll)
    return say(`polls.opened_${poll.kind}`, { code: poll.code, group: group.name })
  }
  const poll = known.polls.find(({ code, kind }) =>
    command.type === 'result' && command.code === null ? kind === command.kind : code === command.code,
  )
  if (!poll) return say('polls.no_such')
  if (command.type === 'close') {
    batch.writes.update(Poll, Object.assign(poll, { state: 'closed' }))
    batch.audit(turn, 'polls.closed', { poll: poll.id })
  }
  return resultOf(batch, poll, known)
}

function open(
  batch: Batch,
  turn: Turn,
  { kind, question, options }: Extract<PollCommand, { type: 'open' }>,
  group: Group,
  code: number,
): Poll {
  const { say } = batch
  const poll = batch.writes.insert(Poll, {
    id: batch.ids(),
    code,
    groupId: group.id,
    kind,
    question,
    options,
    openedAt: turn.now,
    closesAt: turn.now + OPEN_FOR,
    state: 'open',
  })
  const choices = options.map((option, n) => say('polls.option', { letter: String.fromCharCode(65 + n), option }))
  const text =
    kind === 'notice'
      ? say('polls.notice', { text: question })
      : say('polls.question', { question, options: choices.join('\n') })
  const buttons = options.map((option, n) => ({ label: option, data: `poll:${code}:${n}` }))
  const type = kind === 'notice' ? ('announce' as const) : ('say' as const)
  const order = { priority: 'broadcast' as const, dedupe: `polls:${poll.id}`, lifetime: 6 * HOUR }
  batch.send(turn, group, { type, room: roomOf(group), text, buttons }, order)
  batch.audit(turn, 'polls.opened', { poll: poll.id })
  return poll
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
