import { HOUR } from '../../kit/clock.js'
import type { Violation } from '../../store/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { modeOf } from '../rule-modes.js'
import { type Step, said, type Turn } from '../step.js'
import { loadCases } from './cases.js'
import { GOES_ON_AT, goesOn, type Thresholds, type Verdict, verdictOn } from './judge.js'
import type { Rule } from './ladder.js'
import { createPieceFinder, mayEndContact } from './pieces.js'
import { isTold, seeMessages } from './see-messages.js'

const suspicious = ({ meaning, group }: Turn) =>
  meaning !== null &&
  group.kind === 'owners' &&
  (meaning.moderation !== 'clean' || 1 - (meaning.scores.clean ?? 1) >= GOES_ON_AT)

const comesAgain = ({ opinion }: Turn) => opinion === 'given' || opinion === 'missing'

/** Whoever advertises or insults gets no further service; every other message is still a message. */
const ENDS_THE_WAY: readonly Rule[] = ['ad', 'illegal', 'abuse']

/** 群规: adverts, abuse, illegal offers, talk of this store's service prices; floods, repeats, links, newcomers, the night. */
export const createRulesStep =
  (thresholds: Thresholds, understand: Understand): Step =>
  async (batch) => {
    const counted = await seeMessages(batch)
    const suspects = batch.turns.filter((turn) => suspicious(turn) || mayEndContact(turn) || counted.has(turn))
    if (!suspects.length) return (_turn, next) => next()
    const cases = await loadCases(batch, suspects)
    const findPieces = await createPieceFinder(batch, understand, thresholds)

    const readWords = (turn: Turn, own: readonly Violation[]): Verdict | null => {
      const { meaning } = turn
      if (!meaning || !suspicious(turn)) return null
      const fresh = new Set<string>(own.filter((each) => turn.event.at - each.at < HOUR).map((each) => each.rule))
      // A second opinion may have changed what the words mean.
      const read: Understand = (text) => (text === said(turn) ? meaning : understand(text))
      return goesOn(meaning, said(turn), fresh) ?? verdictOn(said(turn), read, thresholds)
    }

    return (turn, next) => {
      const pieces = turn.meaning && !comesAgain(turn) ? findPieces(turn) : null
      // The pieces of a contact say nothing to anybody who sees only the last.
      if (pieces) turn.opinion = 'none'
      const own = cases.own(turn)
      const modeNow = (rule: Rule) => modeOf(rule, turn.group.settings, turn.now)
      const words = readWords(turn, own)
      const number = counted.get(turn)
      // What can be counted is sure; words that are not must not hide it.
      const isSurer = number && words?.certainty !== 'act' && modeNow(number.rule) === 'on'
      const verdict = pieces?.verdict ?? (isSurer ? number : (words ?? number)) ?? null
      const mode = verdict && modeNow(verdict.rule)
      if (!verdict || mode === 'off' || isTold(verdict, [...own, ...cases.watched], turn, batch.dealer.zone))
        return next()
      // Whoever is about to change cars talks of what a car is worth; only a plain service price is one then.
      const mayBeWorth = verdict.rule === 'service_price' && verdict.certainty === 'review'
      if (mayBeWorth && cases.standingOf(turn) === 'vip') return next()
      // What is not sure waits for a second opinion. Nobody is punished for what that says, nor long after the fact.
      const sure = verdict.certainty === 'act' && !comesAgain(turn)
      if (!sure && turn.opinion === 'awaited') return next()
      const state = cases.open(turn, verdict, { sure, before: pieces?.before })
      if (state !== 'standing' || !ENDS_THE_WAY.includes(verdict.rule)) next()
    }
  }
