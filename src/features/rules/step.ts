import { In, MoreThan } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import { createCodes, Lead, Violation } from '../../store/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { act, askForReview } from './act.js'
import { authored, GOES_ON_AT, goesOn, judge, type Thresholds, type Verdict } from './judge.js'
import { rungFor, VIOLATION_LIFETIME } from './ladder.js'
import { createPieceFinder, mayEndContact } from './pieces.js'

const suspicious = ({ meaning, group }: Turn) =>
  meaning !== null &&
  group.kind === 'owners' &&
  (meaning.moderation !== 'clean' || 1 - (meaning.scores.clean ?? 1) >= GOES_ON_AT)

/** 群规: adverts, abuse, illegal offers, and talk of this store's service prices. */
export const createRulesStep =
  (thresholds: Thresholds, understand: Understand): Step =>
  async (batch) => {
    const suspects = batch.turns.filter((turn) => suspicious(turn) || mayEndContact(turn))
    if (!suspects.length) return (_turn, next) => next()
    const { standing, reviewed, vips, nextCode } = await load(batch, suspects)
    const findPieces = await createPieceFinder(batch, understand, thresholds)

    /** The words as a whole, and what remains of the verdict without what they quote. */
    const verdictOn = (text: string): Verdict | null => {
      const own = authored(text)
      const verdict = judge(understand(text), text, thresholds)
      return verdict && own !== text && judge(understand(own), own, thresholds)?.rule !== verdict.rule ? null : verdict
    }

    return (turn, next) => {
      const pieces = findPieces(turn)
      if (!turn.meaning || !(pieces || suspicious(turn))) return next()
      const own = standing.filter((each) => each.memberId === turn.member.id && each.expiresAt > turn.now)
      const fresh = new Set<string>(own.filter((each) => turn.event.at - each.at < HOUR).map((each) => each.rule))
      const verdict = pieces?.verdict ?? goesOn(turn.meaning, said(turn), fresh) ?? verdictOn(said(turn))
      if (!verdict) return next()
      // Whoever is about to change cars talks of what a car is worth; only a plain service price is one then.
      if (verdict.rule === 'service_price' && verdict.certainty === 'review' && vips.has(turn.member.id)) return next()
      const before = pieces?.before ?? []
      const inPieces = (each: Violation) => before.some((message) => message.id === each.messageId)
      const earlier = own.filter((each) => each.rule === verdict.rule && !inPieces(each))
      const sure = verdict.certainty === 'act'
      const violation = batch.writes.insert(Violation, {
        id: batch.ids(),
        code: nextCode(),
        groupId: turn.group.id,
        memberId: turn.member.id,
        messageId: turn.messageId,
        pieces: pieces && before.map((message) => message.id),
        rule: verdict.rule,
        quote: verdict.quote,
        score: verdict.score,
        at: turn.event.at,
        expiresAt: turn.now + VIOLATION_LIFETIME,
        state: sure ? 'standing' : 'review',
        undoneBy: null,
      })
      // What looked odd in one piece is this case now.
      for (const each of reviewed.filter(inPieces)) settle(batch, turn, each)
      const externalIds = [...before.map((message) => message.externalId), turn.event.id]
      const offence = { violation, group: turn.group, member: turn.member, said: externalIds }
      if (!sure) {
        reviewed.push(violation)
        askForReview(batch, turn, offence)
        return next()
      }
      standing.push(violation)
      act(batch, turn, offence, rungFor(verdict.rule, earlier.length, vips.has(turn.member.id)))
      // A price question is still a question; whoever advertises or insults gets no further service.
      if (verdict.rule === 'service_price') next()
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
    state: In(['standing', 'review']),
    expiresAt: MoreThan(earliest),
  })
  const standing = cases.filter((each) => each.state === 'standing')
  const reviewed = cases.filter((each) => each.state === 'review')
  const leads = await batch.db.find(Lead, {
    select: { id: true, memberId: true },
    where: { memberId, state: In(['new', 'claimed']) },
  })
  const nextCode = await createCodes(batch.db, Violation)
  return { standing, reviewed, vips: new Set(leads.map((lead) => lead.memberId)), nextCode }
}
