import { clip } from '../../kit/cut-text.js'
import { friendlyTime } from '../../kit/zone.js'
import { type Member, StaffPromise } from '../../store/index.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'
import { type PromiseCommand, readPromiseCommand } from './command.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readPromiseCommand(said(turn)) : null)

/** The most urgent ones. */
const LISTED = 15

/** 承诺 / 已办 / 不用办: what the staff say of what they promised. */
export const promisesStaffStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const open = await batch.db.find(StaffPromise, {
    where: { state: 'open' },
    order: { dueAt: 'ASC' },
    relations: { member: true, staff: true },
  })

  return (turn, next) => {
    const command = commandOf(turn)
    const text = command && answer(batch, turn, command, open)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

function answer(batch: Batch, turn: Turn, command: PromiseCommand, open: readonly StaffPromise[]): string | null {
  const { say } = batch
  // One colleague may have accounts on several platforms, under one name.
  const isMine = (promise: StaffPromise) => promise.staff?.name === turn.staff?.name
  const standing = open.filter((promise) => promise.state === 'open')
  if (command.type === 'list') {
    const mine = standing.filter(isMine)
    if (!mine.length) return say('promises.list_empty')
    const lines = mine.slice(0, LISTED).map((each) => line(batch, each))
    return [say('promises.list_title', { number: mine.length }), ...lines].join('\n')
  }
  const mine = standing.filter(isMine)
  // 办好了 is also what colleagues say to each other.
  if (command.code === null && !mine.length) return null
  const promise =
    command.code === null
      ? mine.length === 1
        ? mine[0]
        : undefined
      : standing.find(({ code }) => code === command.code)
  if (!promise) return say(command.code === null && mine.length > 1 ? 'promises.which' : 'promises.no_such')
  if (!isMine(promise) && !may(turn.staff, 'promises.close_any'))
    return refuse(batch, turn, batch.say('promises.not_yours'))
  const { member: _member, staff: _staff, ...row } = Object.assign(promise, { state: command.type, closedAt: turn.now })
  batch.writes.update(StaffPromise, row as StaffPromise)
  batch.audit(turn, `promises.${command.type}`, { promise: promise.id })
  return say(`promises.${command.type === 'kept' ? 'kept' : 'dropped'}`, { code: promise.code })
}

const line = ({ say, dealer }: Batch, { code, quote, dueAt, member }: StaffPromise & { member?: Member }) =>
  say('promises.list_line', {
    code,
    quote: clip(quote),
    name: member ? displayName(member) : '—',
    due: friendlyTime(dueAt, dealer.zone, dealer.locale),
  })
