import { createClassifier } from './classify.js'
import { inContext } from './context.js'
import { decideLeads, decideModeration, decideTopic } from './decide.js'
import { explain } from './evidence.js'
import { LEAD_KINDS, type Meaning, MODERATIONS, type Understand } from './meaning.js'
import { loadModel, type Model } from './model.js'
import { ANY_LEAD_AT, LABELS, LEAD_AT, MODERATION_AT } from './outputs.js'
import { disguised, joinPieces, SUSPICIOUS_IN_PIECES } from './pieces.js'
import { createReader } from './read.js'

export { fold } from './fold.js'
export type { Context, Evidence, LeadKind, Meaning, Moderation, Topic, Understand } from './meaning.js'
export { disguised, joinPieces, mayBePiece, SUSPICIOUS_IN_PIECES } from './pieces.js'
export { findSignals, type SignalName } from './signals.js'
export { certaintyOf, isUncertain, THRESHOLDS, type Threshold } from './thresholds.js'

/**
 * Text to meaning, with the model of a folder (data/model when none is named). Loading takes some tens of
 * milliseconds, an answer some tens of microseconds. The function is pure: the same text, the same answer.
 */
export function createUnderstand(folder?: string): Understand {
  return understandWith(loadModel(folder))
}

export function understandWith(model: Model): Understand {
  const read = createReader()
  const classifier = createClassifier(model)

  function understandOne(text: string): Meaning {
    const reading = read(text)
    const scores = classifier.classify(reading.features)
    const meaning: Meaning = {
      leads: decideLeads(scores),
      topic: decideTopic(scores),
      moderation: decideModeration(scores),
      scores: {},
      evidence: [],
      model: model.version,
    }
    writeScores(meaning, scores)
    for (const lead of meaning.leads) meaning.evidence.push(...explain(lead, text, reading, classifier))
    if (meaning.topic !== 'none') meaning.evidence.push(...explain(meaning.topic, text, reading, classifier))
    if (meaning.moderation !== 'clean') meaning.evidence.push(...explain(meaning.moderation, text, reading, classifier))
    return meaning
  }

  return (text, context) => {
    const meaning = understandOne(text)
    const pieces = joinPieces(text, context?.previous ?? [])
    if (pieces) return withPieces(meaning, text, pieces.text)
    return context?.replyTo ? inContext(meaning, text, understandOne(context.replyTo)) : meaning
  }

  function withPieces(meaning: Meaning, text: string, joined: string): Meaning {
    const { scores } = understandOne(joined)
    const moderation = scores.ad! >= scores.illegal! ? 'ad' : 'illegal'
    const score = disguised(scores[moderation]!)
    if (meaning.moderation !== 'clean' || score < SUSPICIOUS_IN_PIECES) return meaning
    return {
      ...meaning,
      moderation,
      scores: { ...meaning.scores, clean: round(1 - score), [moderation]: round(score) },
      evidence: [...meaning.evidence, { label: moderation, quote: text, start: 0, end: text.length, by: 'pieces' }],
    }
  }
}

function writeScores(meaning: Meaning, scores: Float32Array): void {
  meaning.scores.lead = round(scores[ANY_LEAD_AT]!)
  for (const [i, kind] of LEAD_KINDS.entries()) meaning.scores[kind] = round(scores[LEAD_AT + i]!)
  for (const [i, moderation] of MODERATIONS.entries()) meaning.scores[moderation] = round(scores[MODERATION_AT + i]!)
  meaning.scores[meaning.topic] = round(scores[LABELS.indexOf(meaning.topic)]!)
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
