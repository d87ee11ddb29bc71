import { In, MoreThan } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import { createCodes, Violation } from '../../store/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { modeOf } from '../rule-modes.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { act, askForReview } from './act.js'
import { loadEsteem } from './esteem.js'
import { GOES_ON_AT, goesOn, type Thresholds, type Verdict, verdictOn } from './judge.js'
import { lifetimeOf, type Rule, rungFor, standingOf } from './ladder.js'
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
    const { standing, watched, reviewed, esteemOf, nextCode } = await load(batch, suspects)
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
      const own = standing.filter((each) => each.memberId === turn.member.id && each.expiresAt > turn.now)
      const modeNow = (rule: Rule) => modeOf(rule, turn.group.settings, turn.now)
      const words = readWords(turn, own)
      const number = counted.get(turn)
      // What can be counted is sure; words that are not must not hide it.
      const isSurer = number && words?.certainty !== 'act' && modeNow(number.rule) === 'on'
      const verdict = pieces?.verdict ?? (isSurer ? number : (words ?? number)) ?? null
      const mode = verdict && modeNow(verdict.rule)
      if (!verdict || mode === 'off' || isTold(verdict, [...own, ...watched], turn, batch.dealer.zone)) return next()
      const standingNow = standingOf(turn.member, esteemOf(turn.member), turn.now)
      // Whoever is about to change cars talks of what a car is worth; only a plain service price is one then.
      if (verdict.rule === 'service_price' && verdict.certainty === 'review' && standingNow === 'vip') return next()
      const before = pieces?.before ?? []
      const inPieces = (each: Violation) => before.some((message) => message.id === each.messageId)
      const earlier = own.filter((each) => each.rule === verdict.rule && !inPieces(each))
      // What is not sure waits for a second opinion. Nobody is punished for what that says, nor long after the fact.
      const sure = verdict.certainty === 'act' && !comesAgain(turn)
      if (!sure && turn.opinion === 'awaited') return next()
      const state = mode === 'watch' ? 'watched' : sure ? 'standing' : 'review'
      const violation = batch.writes.insert(Violation, {
        id: batch.ids(),
        code: nextCode(),
        groupId: turn.group.id,
        memberId: turn.member.id,
        messageId: turn.messageId,
        pieces: pieces?.before.map((message) => message.id) ?? null,
        rule: verdict.rule,
        quote: verdict.quote,
        score: verdict.score,
        at: turn.event.at,
        expiresAt: turn.now + lifetimeOf(verdict.rule, turn.group.settings),
        state,
        undoneBy: null,
        appeal: null,
        appealedAt: null,
      })
      // What looked odd in one piece is this case now.
      for (const each of reviewed.filter(inPieces)) settle(batch, turn, each)
      if (state === 'watched') {
        watched.push(violation)
        batch.audit(turn, 'rules.watched', { violation: violation.id, rule: violation.rule, score: violation.score })
        return next()
      }
      const externalIds = [...before.map((message) => message.externalId), turn.event.id]
      const offence = { violation, group: turn.group, member: turn.member, said: externalIds }
      if (state === 'review') {
        reviewed.push(violation)
        askForReview(batch, turn, offence)
        return next()
      }
      standing.push(violation)
      act(batch, turn, offence, rungFor(verdict.rule, earlier.length, standingNow, turn.group.settings))
      if (!ENDS_THE_WAY.includes(verdict.rule)) next()
    }
  }

function settle(batch: Batch, turn: Turn, violation: Violation): void {
  batch.writes.update(Violation, Object.assign(violation, { state: 'undone', undoneBy: 'bot' }))
  batch.audit(turn, 'rules.joined', { violation: violation.id })
}

async function load(batch: Batch, suspects: readonly Turn[]) {
  const memberId = In([...new Set(suspects.map((turn) => turn.member.id))])
  const earliest = Math.min(...suspects.map((turn) => turn.now))
  const cases = await batch.db.findBy(Violation, {
    memberId,
    state: In(['standing', 'watched', 'review']),
    expiresAt: MoreThan(earliest),
  })
  const inState = (state: Violation['state']) => cases.filter((each) => each.state === state)
  const nextCode = await createCodes(batch.db, Violation)
  return {
    standing: inState('standing'),
    watched: inState('watched'),
    reviewed: inState('review'),
    esteemOf: await loadEsteem(
      batch.db,
      suspects.map((turn) => turn.member),
    ),
    nextCode,
  }
}
