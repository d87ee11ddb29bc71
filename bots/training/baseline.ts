import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import natural from 'natural/lib/natural/classifiers/index.js'
import { understandWith } from '../../src/understanding/index.js'
import { unpack } from '../../src/understanding/model.js'
import type { CorpusFile, Labelled } from './corpus.js'
import { buildDataset } from './dataset.js'
import { learnTogether } from './ensemble.js'
import { addCount, type Figures, figures } from './measure.js'
import { LEAST_MESSAGES, OPTIONS } from './options.js'
import { pack } from './pack.js'
import { spentMs } from './speed.js'

export interface Contender {
  lead: Figures
  violation: Figures
  /** Messages that got both answers, a second of processor time. */
  perSecond: number
}

/** natural's Bayes classifier over segmented words and our model, taught and asked the same. */
export interface Baseline {
  file: string
  taught: number
  bayes: Contender
  ours: Contender
}

/** The file that both are asked about; they learn from the others. */
const HELD_OUT = 'everyday'
/** Every eighth message is taught, since the training time of Bayes grows with the square of its vocabulary. */
const STEP = 8

export function measureBaseline(files: CorpusFile[]): Baseline {
  const lessons = files
    .filter((file) => file.name !== HELD_OUT)
    .flatMap((file) => file.messages)
    .filter((_, i) => i % STEP === 0)
  const test = files.find((file) => file.name === HELD_OUT)!.messages
  return {
    file: HELD_OUT,
    taught: lessons.length,
    bayes: examine(test, teachBayes(lessons)),
    ours: examine(test, teachOurs(lessons)),
  }
}

type Answers = (text: string) => { lead: boolean; violation: boolean }
const hasLead = ({ leads }: { leads: string[] }) => leads.length > 0
const isViolation = ({ moderation }: { moderation: string }) => moderation !== 'clean'

/** Bayes can be asked one question: it takes two of them. */
function teachBayes(lessons: Labelled[]): Answers {
  const jieba = Jieba.withDict(dict)
  const teachOne = (is: (message: Labelled) => boolean) => {
    const classifier = new natural.BayesClassifier()
    for (const message of lessons) classifier.addDocument(jieba.cut(message.text, true), is(message) ? 'yes' : 'no')
    classifier.train()
    return classifier
  }
  const leads = teachOne(hasLead)
  const violations = teachOne(isViolation)
  return (text) => {
    const words = jieba.cut(text, true)
    return { lead: leads.classify(words) === 'yes', violation: violations.classify(words) === 'yes' }
  }
}

function teachOurs(lessons: Labelled[]): Answers {
  const data = buildDataset(lessons, LEAST_MESSAGES)
  const weights = learnTogether(data, Uint32Array.from(lessons.keys()), OPTIONS)
  const { card, bytes } = pack(weights, data, { lead: 1, topic: 1, moderation: 1 })
  const understand = understandWith(unpack(card, bytes))
  return (text) => {
    const meaning = understand(text)
    return { lead: hasLead(meaning), violation: isViolation(meaning) }
  }
}

function examine(test: Labelled[], answer: Answers): Contender {
  const lead = { hit: 0, falseAlarm: 0, missed: 0 }
  const violation = { hit: 0, falseAlarm: 0, missed: 0 }
  for (const { text } of test) answer(text)
  const from = spentMs()
  const answers = test.map(({ text }) => answer(text))
  const perSecond = (test.length / (spentMs() - from)) * 1000
  for (const [i, message] of test.entries()) {
    addCount(lead, hasLead(message), answers[i]!.lead)
    addCount(violation, isViolation(message), answers[i]!.violation)
  }
  return { lead: figures(lead), violation: figures(violation), perSecond }
}
