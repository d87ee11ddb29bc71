import { In } from 'typeorm'
import { lock, type Message, SecondOpinion } from '../../store/index.js'
import { LEAD_KINDS, type LeadKind, type Meaning, type Understand } from '../../understanding/meaning.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type CorrectionCommand, type Rule, readCorrection } from './command.js'
import { findInScope, type Meant } from './find-message.js'
import { answer, modelsOf, note, tell } from './note.js'
import { prepareTopic, readTopicCorrection } from './topic.js'

/** What is prepared while there is time to ask the database, and done when the turn's time comes. */
type Ready = () => void

export interface CorrectionDeps {
  understand: Understand
  /** A message is heard once more, with another meaning: it gets the cards and the consequences that it should have had. */
  hearAgain(batch: Batch, turn: Turn, message: Message, meaning: Meaning): Promise<Ready>
  /** A command about a numbered card is given in the staff room, wherever its words were said. */
  order(batch: Batch, turn: Turn, command: string): Promise<Ready>
}

const commandOf = (turn: Turn) =>
  turn.staff && turn.mode === 'live' ? (readCorrection(said(turn)) ?? readTopicCorrection(said(turn))) : null

/** 不是线索 / 是线索 / 误判 / 漏判 / 话题 by the staff: put right now, and written down for the model to learn from. */
export const createCorrectionsStep =
  (deps: CorrectionDeps): Step =>
  async (batch) => {
    const ready = new Map<Turn, Ready>()
    const commands = batch.turns.flatMap((turn) => {
      const command = commandOf(turn)
      return command ? [{ turn, command }] : []
    })
    // One has to see what the one before has done: two in a batch send it round again, message by message.
    if (commands.length > 1) throw new Error('several corrections in one batch')
    if (commands.length) await lock(batch.db, ['corrections'])
    for (const { turn, command } of commands) {
      if (!may(turn.staff, 'corrections.add'))
        ready.set(turn, () => tell(batch, turn, refuse(batch, turn, { needs: 'corrections.add' })))
      else if ('topic' in command) ready.set(turn, await prepareTopic(batch, turn, command, deps.understand))
      else ready.set(turn, await prepare(batch, turn, command, deps))
    }
    return (turn, next) => {
      ready.get(turn)?.()
      next()
    }
  }

async function prepare(batch: Batch, turn: Turn, command: CorrectionCommand, deps: CorrectionDeps): Promise<Ready> {
  const meant = await findInScope(batch, turn, command)
  const message = meant?.messages.at(-1)
  // What names an unknown number is answered by whoever deals out the numbers.
  if (!meant || !message) return () => command.code === null && answer(batch, turn, command.quote ? 'no_such' : 'which')
  const waiting = await batch.db.findBy(SecondOpinion, {
    id: In(meant.messages.map((each) => each.id)),
    state: 'waiting',
  })
  const ready =
    command.type === 'not'
      ? await contradict(batch, turn, command, meant, waiting, deps)
      : await assert(batch, turn, command, meant, message, deps)
  return () => {
    // A colleague has judged it: nobody else need be asked.
    for (const row of waiting)
      batch.writes.update(SecondOpinion, Object.assign(row, { state: 'missing', reason: 'corrected' }))
    ready()
  }
}

/** 不是线索, 误判: every message of the card was taken for what it is not. */
async function contradict(
  batch: Batch,
  turn: Turn,
  { about, code }: CorrectionCommand,
  { messages, lead, violation }: Meant,
  waiting: readonly SecondOpinion[],
  { order, understand, hearAgain }: CorrectionDeps,
): Promise<Ready> {
  const card = about === 'leads' ? lead : violation
  const models = await modelsOf(batch, messages)
  const refute = (wrong: string) => {
    for (const message of messages)
      note(batch, turn, { message, about, wrong, right: '', model: models.get(message.id) ?? '' })
  }
  if (card) {
    // What is no matter of words, such as too many messages, teaches the model nothing.
    const wrong = about === 'leads' ? lead?.kind : RULES.find((rule) => rule === violation?.rule)
    const command = `${about === 'leads' ? 'lead:not_a_lead' : 'rules:undo'}:${card.code}`
    const ordered = code === null ? await order(batch, turn, command) : null
    return () => {
      if (wrong) refute(wrong)
      ordered?.()
    }
  }
  const [message] = messages
  const meaning = understand(message?.text ?? '')
  // Whatever else is in a message that was still waiting has its consequences now.
  const again = message && waiting.length ? await hearAgain(batch, turn, message, without(meaning, about)) : null
  const found = about === 'leads' ? meaning.leads : meaning.moderation === 'clean' ? [] : [meaning.moderation]
  return () => {
    for (const wrong of found) refute(wrong)
    again?.()
    answer(batch, turn, found.length ? 'noted' : 'nothing_found')
  }
}

/** 是线索, 漏判: it is what we did not see. */
async function assert(
  batch: Batch,
  turn: Turn,
  { about, label }: CorrectionCommand,
  { lead, violation }: Meant,
  message: Message,
  { hearAgain, understand }: CorrectionDeps,
): Promise<Ready> {
  const before = understand(message.text)
  const right =
    label ??
    (about === 'leads'
      ? (LEAD_KINDS.find((kind) => kind === lead?.kind) ?? likeliestKind(before))
      : (RULES.find((rule) => rule === violation?.rule) ?? likeliestRule(before)))
  const stands =
    about === 'leads'
      ? lead && lead.state !== 'not_a_lead' && lead.kind === right
      : violation && violation.state !== 'undone' && violation.rule === right
  const model = (await modelsOf(batch, [message])).get(message.id) ?? before.model
  const again = stands ? null : await hearAgain(batch, turn, message, corrected(before, right))
  return () => {
    note(batch, turn, { message, about, wrong: '', right, model })
    again?.()
    const key = stands ? 'known' : about === 'leads' ? 'is_lead' : 'is_violation'
    answer(batch, turn, key, batch.say(`corrections.label.${right}`))
  }
}

const likeliestKind = ({ scores }: Meaning): LeadKind =>
  LEAD_KINDS.toSorted((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))[0] as LeadKind

const RULES = ['ad', 'service_price', 'abuse', 'illegal'] as const satisfies readonly Rule[]
const likeliestRule = ({ scores }: Meaning): Rule =>
  RULES.toSorted((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))[0] as Rule

/** The meaning with the label that a person gave it: nothing is more certain. */
function corrected(meaning: Meaning, right: LeadKind | Rule): Meaning {
  const isLead = LEAD_KINDS.find((kind) => kind === right)
  const scores = { ...meaning.scores, [right]: 1, ...(isLead ? { lead: 1 } : { clean: 0 }) }
  return isLead
    ? { ...meaning, scores, leads: [isLead], moderation: 'clean' }
    : { ...meaning, scores, leads: [], moderation: right as Rule }
}

/** The meaning without the labels that a person says are wrong. */
function without(meaning: Meaning, about: CorrectionCommand['about']): Meaning {
  const none = (labels: readonly string[]) => Object.fromEntries(labels.map((label) => [label, 0]))
  return about === 'leads'
    ? { ...meaning, scores: { ...meaning.scores, ...none(['lead', ...LEAD_KINDS]) }, leads: [] }
    : { ...meaning, scores: { ...meaning.scores, ...none(RULES), clean: 1 }, moderation: 'clean' }
}
