import { In } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { createCodes, Member, Message, StaffPromise } from '../../store/index.js'
import { may } from '../permissions.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'
import { type PromiseMade, readPromise } from './read-promise.js'

/** So long before it is due the colleague is reminded. */
const REMIND_BEFORE = 30 * MINUTE

/** Whoever only looks on promises nothing for the dealer. */
const hears = (batch: Batch, turn: Turn): PromiseMade | null =>
  may(turn.staff, 'leads.work') && turn.mode === 'live' && turn.event.type === 'message' && turn.group.kind === 'owners'
    ? readPromise(said(turn), turn.event.at, batch.dealer)
    : null

/** Hears what the staff promise in the groups, and keeps it as a task with a time. What they say to the bot in private promises nobody anything. */
export const promisesStep: Step = async (batch) => {
  const made = new Map(
    batch.turns.flatMap((turn) => {
      const promise = hears(batch, turn)
      return promise ? [[turn, promise] as const] : []
    }),
  )
  if (!made.size) return (_turn, next) => next()
  const nextCode = await createCodes(batch.db, StaffPromise)
  const addressed = await findAddressed(batch, [...made.keys()])

  return (turn, next) => {
    const promise = made.get(turn)
    if (promise && turn.staff) keep(batch, turn, promise, addressed(turn), nextCode())
    next()
  }
}

function keep(batch: Batch, turn: Turn, { dueAt, quote }: PromiseMade, to: Member | null, code: number): void {
  const row = batch.writes.insert(StaffPromise, {
    id: batch.ids(),
    code,
    groupId: turn.group.id,
    staffId: turn.staff?.id ?? '',
    memberId: to?.id ?? null,
    messageId: turn.messageId,
    quote,
    madeAt: turn.event.at,
    dueAt,
    state: 'open',
    closedAt: null,
  })
  for (const [stage, runAt] of [
    ['soon', Math.max(turn.now, dueAt - REMIND_BEFORE)],
    ['overdue', dueAt],
  ] as const) {
    // What is due within minutes needs no reminder before it is.
    if (stage === 'soon' && dueAt - turn.now <= REMIND_BEFORE) continue
    batch.later(turn, {
      task: 'promises.due',
      payload: { promiseId: row.id, stage },
      runAt,
      dedupe: `promises:${stage}:${row.id}`,
    })
  }
  batch.audit(turn, 'promises.made', { promise: row.id, dueAt })
}

/** To whom somebody speaks: the writer of the message replied to, or the first one mentioned or named; null when it is everybody. */
async function findAddressed(batch: Batch, turns: readonly Turn[]): Promise<(turn: Turn) => Member | null> {
  const groupId = In([...new Set(turns.map((turn) => turn.group.id))])
  const members = await batch.db.find(Member, { where: { groupId, staff: false } })
  const replyIds = turns.flatMap((turn) => (turn.event.type === 'message' ? (turn.event.replyTo ?? []) : []))
  const originals = replyIds.length ? await batch.db.findBy(Message, { groupId, externalId: In(replyIds) }) : []

  return ({ event, group }) => {
    if (event.type !== 'message') return null
    const here = members.filter((member) => member.groupId === group.id)
    const byAccount = (account: string | undefined) => here.find((member) => member.externalId === account)
    const original = originals.find((row) => row.groupId === group.id && row.externalId === event.replyTo)
    const author = original && 'sender' in original.details ? original.details.sender.id : undefined
    const mentioned = event.mentions?.map(byAccount).find(Boolean)
    return (
      byAccount(author) ?? mentioned ?? here.find((member) => event.text.includes(`@${displayName(member)}`)) ?? null
    )
  }
}
