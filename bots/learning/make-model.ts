import type { LearningReport, Quality } from '../../src/features/corrections/index.js'
import { createClassifier } from '../../src/understanding/classify.js'
import { understandWith } from '../../src/understanding/index.js'
import { type Model, type ModelCard, unpack } from '../../src/understanding/model.js'
import { MODERATION_AT, OUTPUTS, TOPIC_AT } from '../../src/understanding/outputs.js'
import { createReader } from '../../src/understanding/read.js'
import type { Labelled } from '../training/corpus.js'
import { addAnswer, answerOf, createMeasure, figures } from '../training/measure.js'
import { pack } from '../training/pack.js'
import {
  createExamples,
  type Example,
  type Refinement,
  type RefineOptions,
  refine,
  refinedScores,
} from '../training/refine.js'
import { type Corrected, type Lesson, toLessons } from './lessons.js'
import { unquantised } from './unquantised.js'

/** Chosen by simulated dealers: files of the corpus that the model had not seen; see docs/learning.md. */
const OPTIONS: RefineOptions = { passes: 4, rate: 0.5, weight: 30, decay: 0.01, dropout: 0.8, seed: 20 }
/** So many messages of the corpus hold the rest in place. */
const REPLAYED = 12_000
/** Fewer will do where only what was learnt is asked for. */
const REPLAYED_APART = 3_000
const FOLDS = 4

export interface Material {
  /** The model that comes with the program: every learning starts from it, and what is taken back leaves no trace. */
  shipped: Model
  /** The model that answers now. */
  current: { model: Model; learntUntil: number }
  /** Oldest first. */
  corrections: readonly Corrected[]
  corpus: readonly Labelled[]
  /** What no model ever learnt from. */
  heldOut: readonly Labelled[]
  /** UTC epoch ms. */
  now: number
}

export interface Made {
  report: LearningReport
  card: ModelCard
  bytes: Buffer
}

/** Learns all corrections on top of the shipped model, and compares it with the current one. `tell` hears of shares of 1. */
export function makeModel(material: Material, tell: (done: number) => void): Made {
  const { shipped, current, corrections, corpus, heldOut, now } = material
  const read = createExamples(shipped)
  const lessons = toLessons(corrections, understandWith(shipped))
  const examples = lessons.map(read)
  const replay = spread(corpus, REPLAYED).map(read)
  tell(0.2)
  const { card, bytes } = write(shipped, refine(examples, replay, OPTIONS), {
    base: shipped.version,
    corrections: lessons.length,
    until: Math.max(...corrections.map((each) => each.at)),
    at: now,
  })
  const made = unpack(card, bytes)
  tell(0.4)
  const unseen = [...lessons.keys()].filter((at) => lessons[at]!.at > current.learntUntil)
  const rightUnseen = judgeApart(lessons, examples, spread(replay, REPLAYED_APART), unseen, (done) =>
    tell(0.4 + 0.5 * done),
  )
  const before = createAnswer(current.model)
  const after = createAnswer(made)
  const report: LearningReport = {
    version: card.version,
    corrections: lessons.length,
    corrected: { before: countRight(lessons, before), after: countRight(lessons, after) },
    unseen: {
      of: unseen.length,
      before: countRight(
        unseen.map((at) => lessons[at]!),
        before,
      ),
      after: rightUnseen,
    },
    heldOut: { before: qualityOf(heldOut, before), after: qualityOf(heldOut, after) },
  }
  tell(1)
  return { report, card, bytes }
}

/** Every so-manieth, from all over. */
const spread = <T>(all: readonly T[], most: number): T[] => {
  const stride = Math.ceil(all.length / most)
  return all.filter((_, at) => at % stride === 0)
}

/** How many of `asked` a model answers right that learnt the others only. */
function judgeApart(
  lessons: readonly Lesson[],
  examples: readonly Example[],
  replay: readonly Example[],
  asked: readonly number[],
  tell: (done: number) => void,
): number {
  let right = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const out = asked.filter((_, rank) => rank % FOLDS === fold)
    const learnt = examples.filter((_, at) => !out.includes(at))
    const refinement = out.length ? refine(learnt, replay, OPTIONS) : null
    for (const at of out)
      if (refinement && isRight(lessons[at]!, answerOf(refinedScores(examples[at]!, refinement)))) right++
    tell((fold + 1) / FOLDS)
  }
  return right
}

type Answer = ReturnType<typeof answerOf>

function createAnswer(model: Model): (text: string) => Answer {
  const read = createReader()
  const { classify } = createClassifier(model)
  return (text) => answerOf(classify(read(text).features))
}

const isRight = ({ leads, topic, moderation }: Lesson, got: Answer) =>
  got.moderation === moderation && got.topic === topic && [...got.leads].sort().join() === [...leads].sort().join()

const countRight = (lessons: readonly Lesson[], answer: (text: string) => Answer) =>
  lessons.filter((lesson) => isRight(lesson, answer(lesson.text))).length

function qualityOf(messages: readonly Labelled[], answer: (text: string) => Answer): Quality {
  const measure = createMeasure()
  for (const message of messages) addAnswer(measure, message, answer(message.text))
  const f1 = (label: string) => figures(measure.counts[label]!).f1
  return { leads: f1('lead'), violations: f1('violation'), topics: measure.topicsRight / messages.length }
}

/** The shipped model with what was learnt added to its linear part. */
function write(
  shipped: Model,
  { rowOf, table }: Refinement,
  learnt: ModelCard['learnt'],
): { card: ModelCard; bytes: Buffer } {
  const { temperature } = shipped
  const { weights, hashes } = unquantised(shipped, [...rowOf.keys()])
  const width = OUTPUTS + weights.hidden
  const at = new Map(Array.from(hashes, (hash, row) => [hash, row]))
  for (const [hash, from] of rowOf)
    for (let output = 0; output < OUTPUTS; output++) {
      // Learnt in calibrated scores; the table holds raw ones.
      const kind = output < TOPIC_AT ? 'lead' : output < MODERATION_AT ? 'topic' : 'moderation'
      weights.table[at.get(hash)! * width + output]! += table[from * OUTPUTS + output]! * temperature[kind]
    }
  const { card, bytes } = pack(weights, { hashes }, temperature)
  return { card: { ...card, learnt }, bytes }
}
