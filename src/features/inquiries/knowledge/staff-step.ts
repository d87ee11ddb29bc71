import { clip } from '../../../kit/cut-text.js'
import { createCodes, KnowledgeEntry } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { type KnowledgeCommand, readKnowledgeCommand } from './command.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readKnowledgeCommand(said(turn)) : null)

const LISTED = 30
const LONGEST = 500

/** 知识库: what the bot may answer in public, kept by the staff in chat. */
export const knowledgeStaffStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const entries = await batch.db.find(KnowledgeEntry, { order: { code: 'ASC' } })
  const nextCode = await createCodes(batch.db, KnowledgeEntry)

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const needs = command.type === 'list' ? 'knowledge.read' : 'knowledge.edit'
      const text = may(turn.staff, needs)
        ? carryOut(batch, turn, command, entries, nextCode)
        : refuse(batch, turn, { needs })
      turn.replies.push({ rank: 0, text })
    }
    next()
  }
}

function carryOut(
  batch: Batch,
  turn: Turn,
  command: KnowledgeCommand,
  entries: KnowledgeEntry[],
  nextCode: () => number,
): string {
  const { say } = batch
  if (command.type === 'usage') return say('knowledge.usage')
  if (command.type === 'list') return list(batch, entries)
  if (command.type === 'add') {
    if (command.question.length > LONGEST || command.answer.length > LONGEST)
      return say('knowledge.too_long', { longest: LONGEST })
    const entry = batch.writes.insert(KnowledgeEntry, {
      id: batch.ids(),
      code: nextCode(),
      question: command.question,
      variants: [],
      answer: command.answer,
      source: turn.staff?.name ?? '',
      changedAt: turn.now,
      removedAt: null,
    })
    entries.push(entry)
    batch.audit(turn, 'knowledge.added', { entry: entry.id })
    return say('knowledge.added', { code: entry.code })
  }
  const entry = entries.find((each) => each.code === command.code && each.removedAt === null)
  if (!entry) return say('knowledge.no_such', { code: command.code })
  if (command.type === 'remove') {
    Object.assign(entry, { removedAt: turn.now, changedAt: turn.now })
    batch.writes.update(KnowledgeEntry, entry)
    batch.audit(turn, 'knowledge.removed', { entry: entry.id })
    return say('knowledge.removed', { code: entry.code })
  }
  if (command.type === 'variant') entry.variants = [...entry.variants, command.variant]
  else entry.answer = command.answer
  entry.changedAt = turn.now
  batch.writes.update(KnowledgeEntry, entry)
  batch.audit(turn, 'knowledge.changed', { entry: entry.id })
  return say('knowledge.changed', { code: entry.code })
}

function list({ say }: Batch, entries: readonly KnowledgeEntry[]): string {
  const standing = entries.filter((each) => each.removedAt === null)
  if (!standing.length) return say('knowledge.list_empty')
  const lines = standing
    .slice(0, LISTED)
    .map(({ code, question, answer }) =>
      say('knowledge.list_line', { code, question: clip(question), answer: clip(answer) }),
    )
  return [say('knowledge.list_title', { number: standing.length }), ...lines].join('\n')
}
