import { statSync } from 'node:fs'
import { dict } from '@node-rs/jieba/dict.js'
import { Mint } from 'mint-filter'
import { Converter } from 'opencc-js/t2cn'
import { measureBaseline } from '../../bots/training/baseline.js'
import { readCorpus } from '../../bots/training/corpus.js'
import { spentMs } from '../../bots/training/speed.js'
import { fold } from '../../src/understanding/fold.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { buildFinder } from '../../src/understanding/match.js'
import { MODEL_FOLDER } from '../../src/understanding/model.js'
import { benchTexts } from './corpus.js'
import { sideBySide } from './side-by-side.js'

const TEXTS = 20_000
const WORDS = 10_000

/** Understanding in processor time, part by part beside libraries that do the same. */
export function benchUnderstanding(): void {
  const loading = spentMs()
  const understand = createUnderstand()
  const loaded = spentMs() - loading
  const megabytes =
    ['model.json', 'weights.bin'].reduce((sum, file) => sum + statSync(MODEL_FOLDER + file).size, 0) / 1e6
  const texts = benchTexts(TEXTS)
  const whole = sideBySide(texts, { understand })
  console.log(
    `understand: ${perSecond(whole.understand)} (goal 20000), model of ${megabytes.toFixed(1)} MB (goal < 15) loaded in ${loaded.toFixed(0)} ms (goal < 300)`,
  )
  benchMatching(texts)
  benchFolding(texts)
  benchClassifying()
}

/** The same words, texts that nobody folded, and all matches of a text on both sides. */
function benchMatching(texts: string[]): void {
  const words = dictionaryWords()
  const find = buildFinder(words)
  const mint = new Mint(words)
  const cost = sideBySide(texts, { ours: find, mint: (text) => mint.filter(text, { replace: false }) })
  console.log(
    `matching ${words.length} words: ${perSecond(cost.ours)}, mint-filter ${perSecond(cost.mint)}: ${(cost.mint / cost.ours).toFixed(1)} times (goal 10)`,
  )
}

/** Ours does more than opencc-js, which only turns traditional characters into simplified ones. */
function benchFolding(texts: string[]): void {
  const convert = Converter({ from: 't', to: 'cn' })
  const cost = sideBySide(texts, { ours: fold, opencc: convert })
  console.log(
    `folding: ${cost.ours.toFixed(2)} µs a message (goal 1.5), opencc-js ${cost.opencc.toFixed(2)} µs: ${(cost.opencc / cost.ours).toFixed(1)} times`,
  )
}

function benchClassifying(): void {
  const { taught, file, ours, bayes } = measureBaseline(readCorpus())
  const f1 = ({ lead, violation }: typeof ours) =>
    `F1 ${lead.f1.toFixed(2)} leads, ${violation.f1.toFixed(2)} violations`
  console.log(
    `classifying ${file} after ${taught} lessons: ${f1(ours)}, ${ours.perSecond.toFixed(0)} messages/s; natural's Bayes: ${f1(bayes)}, ${bayes.perSecond.toFixed(0)} messages/s: ${(ours.perSecond / bayes.perSecond).toFixed(1)} times as fast`,
  )
}

function perSecond(microseconds: number): string {
  return `${(1e6 / microseconds).toFixed(0)} messages/s`
}

/** Words of two characters and more, spread evenly over the dictionary of the segmenter. */
function dictionaryWords(): string[] {
  const words = Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' ')[0]!)
    .filter((word) => /^\p{Script=Han}{2,}$/u.test(word))
  const step = Math.floor(words.length / WORDS)
  return words.filter((_, i) => i % step === 0).slice(0, WORDS)
}
