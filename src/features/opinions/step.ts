import { SECOND } from '../../kit/clock.js'
import { SecondOpinion } from '../../store/index.js'
import type { Step } from '../step.js'

/** The task that asks for second opinions on all that waits. */
export const ASK_OPINIONS = 'opinions.ask'

/** So long uncertain messages gather, to be asked about in one call. */
const GATHER = 10 * SECOND

/** Lets uncertain messages wait for a second opinion, and writes down what came of it when they come again. */
export const opinionsStep: Step = async (batch) => (turn, next) => {
  const { messageId, now, opinion, meaning } = turn
  if (opinion === 'awaited') {
    batch.writes.insert(SecondOpinion, {
      id: messageId,
      askedAt: now,
      state: 'waiting',
      leads: null,
      moderation: null,
      reason: null,
    })
    const round = Math.floor(now / GATHER) + 1
    batch.later(turn, { task: ASK_OPINIONS, payload: {}, runAt: round * GATHER, dedupe: `${ASK_OPINIONS}:${round}` })
  }
  if (opinion === 'missing') batch.audit(turn, 'opinions.missing', {})
  if (opinion === 'given')
    batch.audit(turn, 'opinions.given', {
      lead: meaning?.scores.lead ?? 0,
      violation: 1 - (meaning?.scores.clean ?? 1),
    })
  next()
}
