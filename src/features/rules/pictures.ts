import { MINUTE } from '../../kit/clock.js'
import type { Attachment } from '../../message/index.js'
import { modeOf } from '../rule-modes.js'
import type { Step, Turn } from '../step.js'
import { loadCases } from './cases.js'
import type { Verdict } from './judge.js'
import { linksOut } from './links.js'
import { bringsAlong, isOnProbation } from './newcomers.js'
import { counts, LATE } from './recent.js'

/** The task that looks for QR codes in the pictures of a message. */
export const LOOK_AT_PICTURES = 'rules.pictures'

/** More pictures of one message are not looked at. */
const MOST_PICTURES = 3
/** What waits longer than this for a look, behind many others, is left alone. */
export const LOOKED_AT_WITHIN = 30 * MINUTE

/** The pictures of a message that can be fetched. */
export const picturesOf = (attachments: readonly Attachment[] = []): Attachment[] =>
  attachments.filter(({ kind, url }) => kind === 'image' && url !== undefined).slice(0, MOST_PICTURES)

/** Asks for a look at a member's pictures, where a rule would say something about a QR code. */
export const picturesStep: Step = async (batch) => (turn, next) => {
  const { event, messageId, now } = turn
  if (counts(turn) && event.type === 'message' && picturesOf(event.attachments).length && isForbidden(turn))
    batch.later(turn, {
      task: LOOK_AT_PICTURES,
      payload: { messageId },
      runAt: now,
      dedupe: `${LOOK_AT_PICTURES}:${messageId}`,
    })
  next()
}

const isOn = ({ group, now }: Turn, rule: 'link' | 'newcomer') => modeOf(rule, group.settings, now) !== 'off'

const isNewcomer = ({ member, group, event }: Turn) => isOnProbation(member, group, event.at)

const isForbidden = (turn: Turn) => isOn(turn, 'link') || (isOn(turn, 'newcomer') && isNewcomer(turn))

/** A message whose pictures were looked at: a code in one of them is a link that is not in the words. */
export const codesStep: Step = async (batch) => {
  const cases = await loadCases(batch, batch.turns)
  return (turn, next) => {
    const isKnown = [...cases.own(turn), ...cases.watched, ...cases.reviewed].some(
      ({ messageId }) => messageId === turn.messageId,
    )
    const verdict = isKnown ? null : judgeCodes(turn)
    // Nobody is punished long after the fact.
    if (verdict) cases.open(turn, verdict, { sure: turn.now - turn.event.at <= LATE })
    next()
  }
}

/** A rule that is only watched must not hide one that is on. */
function judgeCodes(turn: Turn): Verdict | null {
  const { event, group, now } = turn
  if (event.type !== 'message') return null
  const coded = picturesOf(event.attachments)
  const allowed = group.settings.allowedSites ?? []
  const verdicts = [isNewcomer(turn) ? bringsAlong('', coded, allowed) : null, linksOut('', coded, allowed)]
  const broken = verdicts.flatMap((verdict) => verdict ?? [])
  const inMode = (mode: string) => broken.find(({ rule }) => modeOf(rule, group.settings, now) === mode)
  return inMode('on') ?? inMode('watch') ?? null
}
