import { In } from 'typeorm'
import { Customer } from '../../store/index.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type ClassCommand, readClassCommand } from './class-command.js'
import { overdueVisits, readReview, reviewText, saveReview } from './review.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readClassCommand(said(turn)) : null)

const LISTED = 20

/** 分级 / 分级 确认 / 分级 3 改 B / 拜访名单. */
export const classStep: Step = async (batch) => {
  const answers = new Map<Turn, string>()
  for (const turn of batch.turns) {
    const command = commandOf(turn)
    if (command) answers.set(turn, await answer(batch, turn, command))
  }
  return (turn, next) => {
    const text = answers.get(turn)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

async function answer(batch: Batch, turn: Turn, command: ClassCommand): Promise<string> {
  const { db, say } = batch
  if (command.type === 'visits') {
    if (!may(turn.staff, 'customers.read')) return refuse(batch, turn, { needs: 'customers.read' })
    const isAll = may(turn.staff, 'customers.class')
    const late = await overdueVisits(db, turn.now, isAll ? undefined : turn.staff?.name)
    const lines = late.slice(0, LISTED).map((each) => say('customers.visit_line', each))
    return late.length
      ? [say('customers.visits', { number: late.length }), ...lines].join('\n')
      : say('customers.no_visits')
  }
  if (!may(turn.staff, 'customers.class')) return refuse(batch, turn, { needs: 'customers.class' })
  const review = await readReview(db)
  if (command.type === 'review') return reviewText(say, review)
  if (command.type === 'change') {
    const line = review[command.number - 1]
    if (!line) return say('customers.review_no_line')
    line.to = command.to
    await saveReview(db, review)
    return say('customers.review_changed', { name: line.name, to: line.to })
  }
  for (const to of ['A', 'B', 'C'] as const) {
    const customerIds = review.filter((line) => line.to === to).map(({ customerId }) => customerId)
    const classed = { class: to, classedAt: turn.now, classedBy: turn.staff?.name ?? null }
    if (customerIds.length) await db.update(Customer, { id: In(customerIds) }, classed)
  }
  for (const { customerId, from, to, score } of review)
    batch.audit(turn, 'customers.classed', { customer: customerId, from, to, score })
  await saveReview(db, [])
  return say('customers.review_done', { number: review.length })
}
