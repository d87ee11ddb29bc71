import { In, MoreThan } from 'typeorm'
import { createCodes, type Message, Violation } from '../../store/index.js'
import { modeOf } from '../rule-modes.js'
import type { Batch, Turn } from '../step.js'
import { act, askForReview } from './act.js'
import { loadEsteem } from './esteem.js'
import type { Verdict } from './judge.js'
import { lifetimeOf, rungFor, standingOf } from './ladder.js'

interface Opening {
  /** Otherwise a person has to look at it first. */
  sure: boolean
  /** The earlier messages that a contact was split over, oldest first. */
  before?: readonly Message[]
}

/** What is on record of the members of these turns, and how a new case comes to it. */
export async function loadCases(batch: Batch, turns: readonly Turn[]) {
  const cases = await batch.db.findBy(Violation, {
    memberId: In([...new Set(turns.map((turn) => turn.member.id))]),
    state: In(['standing', 'watched', 'review']),
    expiresAt: MoreThan(Math.min(...turns.map((turn) => turn.now))),
  })
  const members = turns.map((turn) => turn.member)
  const esteemOf = await loadEsteem(batch.db, members)
  const nextCode = await createCodes(batch.db, Violation)
  const inState = (state: Violation['state']) => cases.filter((each) => each.state === state)
  const [standing, watched, reviewed] = [inState('standing'), inState('watched'), inState('review')]

  return {
    watched,
    reviewed,
    /** Those that count towards the member's next rung. */
    own: (turn: Turn) => standing.filter((each) => each.memberId === turn.member.id && each.expiresAt > turn.now),
    standingOf: (turn: Turn) => standingOf(turn.member, esteemOf(turn.member), turn.now),

    /** Writes a case down; unless its rule is only watched, it has its consequences, or a person is asked. */
    open(turn: Turn, verdict: Verdict, { sure, before = [] }: Opening): Violation['state'] {
      const { rule } = verdict
      const { settings } = turn.group
      const inPieces = (each: Violation) => before.some((message) => message.id === each.messageId)
      const earlier = this.own(turn).filter((each) => each.rule === rule && !inPieces(each))
      const isWatched = modeOf(rule, settings, turn.now) === 'watch'
      const state = isWatched ? 'watched' : sure ? 'standing' : 'review'
      const violation = batch.writes.insert(Violation, {
        id: batch.ids(),
        code: nextCode(),
        groupId: turn.group.id,
        memberId: turn.member.id,
        messageId: turn.messageId,
        pieces: before.length ? before.map((message) => message.id) : null,
        rule,
        quote: verdict.quote,
        score: verdict.score,
        at: turn.event.at,
        expiresAt: turn.now + lifetimeOf(rule, settings),
        state,
        undoneBy: null,
        appeal: null,
        appealedAt: null,
      })
      // What looked odd in one piece is this case now.
      for (const each of reviewed.filter(inPieces)) settle(batch, turn, each)
      if (state === 'watched') {
        watched.push(violation)
        batch.audit(turn, 'rules.watched', { violation: violation.id, rule, score: violation.score })
        return state
      }
      const externalIds = [...before.map((message) => message.externalId), turn.event.id]
      const offence = { violation, group: turn.group, member: turn.member, said: externalIds }
      if (state === 'review') {
        reviewed.push(violation)
        askForReview(batch, turn, offence)
        return state
      }
      standing.push(violation)
      act(batch, turn, offence, rungFor(rule, earlier.length, this.standingOf(turn), settings))
      return state
    },
  }
}

function settle(batch: Batch, turn: Turn, violation: Violation): void {
  batch.writes.update(Violation, Object.assign(violation, { state: 'undone', undoneBy: 'bot' }))
  batch.audit(turn, 'rules.joined', { violation: violation.id })
}
