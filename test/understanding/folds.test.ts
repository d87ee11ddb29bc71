import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type CorpusFile, readHeldOut, TRAINING_ONLY } from '../../bots/training/corpus.js'
import { buildDataset } from '../../bots/training/dataset.js'
import { learnTogether } from '../../bots/training/ensemble.js'
import { scoreFolds } from '../../bots/training/folds.js'
import { rawScores } from '../../bots/training/learn.js'
import { LEAST_MESSAGES, OPTIONS } from '../../bots/training/options.js'
import { restrict } from '../../bots/training/restrict.js'
import { splitByFile } from '../../bots/training/split.js'
import { OUTPUTS } from '../../src/understanding/outputs.js'

const named = (name: string, file: CorpusFile, from: number, to: number) => ({
  name,
  messages: file.messages.slice(from, to),
})
const file = readHeldOut()[0]!
const files = [
  named('first', file, 0, 40),
  named(TRAINING_ONLY[0]!, file, 40, 50),
  named('second', file, 50, 80),
  named('third', file, 80, 100),
]
const messages = files.flatMap((each) => each.messages)

describe('holding files out', () => {
  it('asks about every message once, by a model that saw nothing of its file', () => {
    const splits = splitByFile(files, Number.POSITIVE_INFINITY)
    expect(splits).toHaveLength(3)
    const asked = splits.flatMap(({ ask }) => [...ask])
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toHaveLength(messages.length - 10)
    for (const { train, ask } of splits) expect([...train].filter((message) => ask.includes(message))).toEqual([])
  })

  it('never asks about minimal pairs, and always learns from them', () => {
    for (const { train, ask } of splitByFile(files, 2)) {
      expect([...ask].filter((message) => message >= 40 && message < 50)).toEqual([])
      expect([...train].filter((message) => message >= 40 && message < 50)).toHaveLength(10)
    }
  })

  it('knows only features of what was learnt', () => {
    const data = buildDataset(messages, LEAST_MESSAGES)
    const train = Uint32Array.from({ length: 40 }, (_, i) => i)
    const seen = restrict(data, train, LEAST_MESSAGES)
    const alone = buildDataset(messages.slice(0, 40), LEAST_MESSAGES)
    expect(new Set(seen.hashes)).toEqual(new Set(alone.hashes))
    expect([...seen.offsets.subarray(0, 41)]).toEqual([...alone.offsets])
    expect(data.hashes.length).toBeGreaterThan(seen.hashes.length)
  })

  it('scores in a process of its own as it would here, and remembers', async () => {
    const options = { ...OPTIONS, passes: 1, hidden: 2 }
    const [split] = splitByFile(files, 3)
    const fold = { view: 'everything' as const, options, ...split! }
    const data = restrict(buildDataset(messages, LEAST_MESSAGES), fold.train, LEAST_MESSAGES)
    const weights = learnTogether(data, fold.train, options)
    const here = [...fold.ask].flatMap((message) => [...rawScores(weights, data, message)])
    const folder = await mkdtemp(join(tmpdir(), 'folds-'))
    const heard: number[] = []
    const score = () => scoreFolds(messages, [fold], (done) => heard.push(done), folder)
    const [there] = await score()
    expect(there).toHaveLength(fold.ask.length * OUTPUTS)
    expect([...there!]).toEqual(here)
    expect(await score()).toEqual([there])
    expect(heard).toEqual([1])
    await rm(folder, { recursive: true })
  })
})
