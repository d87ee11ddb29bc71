import { LRUCache } from 'lru-cache'
import { ASK_OPINIONS } from '../features/opinions/index.js'
import { afterFailure, closedBreaker } from '../kit/breaker.js'
import { MINUTE, SECOND } from '../kit/clock.js'
import { CheyouError } from '../kit/errors.js'
import { dayOf } from '../kit/zone.js'
import { type AskOpinions, isPassing, type Opinion, revise } from '../opinion/index.js'
import { type Db, Job, jobRow, SecondOpinion, writeRows } from '../store/index.js'
import { fold } from '../understanding/index.js'
import { loadContexts } from './contexts.js'
import { bookCall, bookTokens, type OpinionBudget } from './opinion-budget.js'
import { type Again, handleIn, type PipelineDeps } from './run.js'
import { loadWaiting, type Question, stillWaiting } from './waiting-opinions.js'

/** Somebody to ask, and for how much. */
export interface SecondOpinions {
  ask: AskOpinions
  budget: OpinionBudget
}

const MOST_TOGETHER = 20
const MOST_REMEMBERED = 4_096
/** Nobody waits longer than this: a card without a second opinion is better than none. */
const PATIENCE = 3 * MINUTE
/** 5, 20, 80 seconds. */
const backoff = (failures: number) => 5 * SECOND * 4 ** (failures - 1)

/** Why there is no opinion, and when to ask again, where that may help. */
interface Failure {
  reason: string
  askAgainAt: number | null
}

const sameAs = (text: string) => fold(text).text

/**
 * The job behind second opinions: asks about all that waits, one call for many, and takes each message through the
 * steps that waited for it. Without an opinion in time a message is handled as it was understood.
 */
export function createReconsider(deps: PipelineDeps, opinions: SecondOpinions | undefined): () => Promise<void> {
  const { store, clock, log, dealer } = deps
  const known = new LRUCache<string, Opinion>({ max: MOST_REMEMBERED })
  let breaker = closedBreaker
  let together = MOST_TOGETHER

  return async () => {
    const most = together
    const waiting = await store.transaction((db) => loadWaiting(db, dealer, most))
    if (!waiting.length) return
    const failure = await learn(waiting)
    const more = waiting.length === most
    try {
      await store.transaction((db) => settle(db, waiting, failure, more))
    } catch (error) {
      if (error instanceof CheyouError && error.kind === 'operator') throw error
      for (const question of waiting) await settleOne(question, failure, more)
    }
  }

  /** Asks about the texts that nobody has spoken of before. */
  async function learn(waiting: readonly Question[]): Promise<Failure | null> {
    const texts = [...new Set(waiting.map(({ masked }) => masked))].filter((text) => !known.has(sameAs(text)))
    if (!texts.length) return null
    if (!opinions) return { reason: 'off', askAgainAt: null }
    if (clock.now() < breaker.openUntil) return { reason: 'paused', askAgainAt: null }
    const day = dayOf(clock.now(), dealer.zone)
    if (!(await store.transaction((db) => bookCall(db, day, opinions.budget))))
      return { reason: 'budget', askAgainAt: null }
    try {
      const { opinions: given, tokens } = await opinions.ask(texts)
      breaker = closedBreaker
      together = MOST_TOGETHER
      for (const [n, text] of texts.entries()) known.set(sameAs(text), given[n] as Opinion)
      await store.transaction((db) => bookTokens(db, day, tokens))
      return null
    } catch (error) {
      if (!(error instanceof CheyouError) || !error.code.startsWith('opinion_')) throw error
      breaker = afterFailure(breaker, clock.now())
      log.warn({ code: error.code, ...error.params, failures: breaker.failures }, 'no second opinion')
      const isGarbled = error.code === 'opinion_garbled'
      // One message may spoil the answer for all: fewer at a time, until it is alone, and nobody asks about it again.
      if (isGarbled) together = Math.max(1, Math.floor(texts.length / 4))
      const mayPass = isPassing(error) && !(isGarbled && texts.length === 1)
      const pause = Math.max(backoff(breaker.failures), Number(error.params.pause ?? 0))
      return { reason: error.code, askAgainAt: mayPass ? clock.now() + pause : null }
    }
  }

  async function settle(db: Db, asked: readonly Question[], failure: Failure | null, more: boolean): Promise<void> {
    const waiting = await stillWaiting(db, asked)
    const contexts = await loadContexts(
      db,
      waiting.map(({ message }) => message),
    )
    const again = new Map<string, Again>()
    for (const { row, message, masked } of waiting) {
      const meaning = deps.understand(message.text, contexts.get(message.id))
      const opinion = known.get(sameAs(masked))
      if (opinion) {
        again.set(row.id, { meaning: revise(meaning, opinion, message.text), opinion: 'given' })
        Object.assign(row, { state: 'given', leads: opinion.leads.join(), moderation: opinion.moderation })
      } else if (!failure?.askAgainAt || failure.askAgainAt > row.askedAt + PATIENCE) {
        again.set(row.id, { meaning, opinion: 'missing' })
        Object.assign(row, { state: 'missing', reason: failure?.reason ?? 'forgotten' })
      }
    }
    const done = waiting.filter(({ row }) => again.has(row.id))
    const messages = done.map(({ message }) => message)
    if (messages.length) await handleIn(db, deps, messages, again)
    await writeRows(
      db,
      SecondOpinion,
      done.map(({ row }) => row),
      'update',
    )
    if (done.length < waiting.length || more) {
      const runAt = failure?.askAgainAt ?? clock.now()
      // A round that follows at once must not be taken for the one that is ending.
      const after = asked.at(-1)?.row.id
      const job = jobRow(deps.ids(), ASK_OPINIONS, {}, { runAt, dedupeKey: `${ASK_OPINIONS}:again:${after}:${runAt}` })
      await writeRows(db, Job, [job], 'ignore')
    }
  }

  /** The one message that cannot be handled is left out and logged; the others go on. */
  async function settleOne(question: Question, failure: Failure | null, more: boolean): Promise<void> {
    try {
      await store.transaction((db) => settle(db, [question], failure, more))
    } catch (error) {
      if (error instanceof CheyouError && error.kind === 'operator') throw error
      log.error({ message: question.row.id, error }, 'a message was not handled after its second opinion')
      const row = { ...question.row, state: 'missing' as const, reason: 'set_aside' }
      await store.transaction((db) => writeRows(db, SecondOpinion, [row], 'update'))
    }
  }
}
