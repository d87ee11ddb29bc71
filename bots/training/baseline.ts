import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import natural from 'natural/lib/natural/classifiers/index.js'
import type { CorpusFile } from './corpus.js'
import { type Figures, figures } from './measure.js'

/** The file that the baseline is measured on; it learns from the others. */
const HELD_OUT = 'everyday'
const STEP = 4

/**
 * What natural's Bayes classifier reaches over segmented words, for any lead and for any violation. It learns from every
 * fourth message, since its training time grows with the square of the vocabulary.
 */
export function measureBaseline(files: CorpusFile[]): { file: string; lead: Figures; violation: Figures } {
  const jieba = Jieba.withDict(dict)
  const words = (text: string) => jieba.cut(text, true)
  const training = files.filter((file) => file.name !== HELD_OUT).flatMap((file) => file.messages)
  const test = files.find((file) => file.name === HELD_OUT)!.messages
  const measureOne = (is: (message: (typeof test)[number]) => boolean): Figures => {
    const classifier = new natural.BayesClassifier()
    for (let i = 0; i < training.length; i += STEP)
      classifier.addDocument(words(training[i]!.text), is(training[i]!) ? 'yes' : 'no')
    classifier.train()
    const counts = { hit: 0, falseAlarm: 0, missed: 0 }
    for (const message of test) {
      const got = classifier.classify(words(message.text)) === 'yes'
      if (got && is(message)) counts.hit++
      else if (got) counts.falseAlarm++
      else if (is(message)) counts.missed++
    }
    return figures(counts)
  }
  return {
    file: HELD_OUT,
    lead: measureOne((message) => message.leads.length > 0),
    violation: measureOne((message) => message.moderation !== 'clean'),
  }
}
