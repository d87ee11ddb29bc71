import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createLearner } from '../../../bots/learning/learner.js'
import { makeModel } from '../../../bots/learning/make-model.js'
import { readCorpus, readHeldOut } from '../../../bots/training/corpus.js'
import { refuse } from '../../../src/features/corrections/index.js'
import type { Correction } from '../../../src/store/index.js'
import { loadModel } from '../../../src/understanding/model.js'
import { openVersions, SHIPPED } from '../../../src/understanding/versions.js'

const correction = (text: string, right: string, at = 1): Correction => ({
  id: `c${at}`,
  messageId: 'm',
  text,
  about: 'moderation',
  wrong: '',
  right,
  by: '小林',
  at,
  model: '',
})

describe('the learner', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cheyou-learner-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['throws', 'throw new Error("out of memory")', 'out of memory'],
    ['is ended', 'process.exit(3)', 'exit code 3'],
    ['is no program', 'import "./not-there.js"', 'not-there'],
  ])('leaves the model as it is when its thread %s', async (_what, code, problem) => {
    const program = join(folder, 'thread.mjs')
    writeFileSync(program, code)
    const versions = openVersions(join(folder, 'models'))
    const learner = createLearner({ versions, clock: { now: () => 9 }, program: pathToFileURL(program) })
    await expect(learner.learn([correction('团购脐橙', 'ad')])).rejects.toMatchObject({
      code: 'training_failed',
      params: { problem: expect.stringContaining(problem) },
    })
    expect(versions.current()).toBe(SHIPPED)
    expect(versions.list()).toEqual([])
    expect(readdirSync(folder)).toEqual(['thread.mjs'])
  })

  it('refuses what a dealer who corrects at random would make of it', () => {
    const heldOut = readHeldOut().flatMap((file) => file.messages)
    const corpus = readCorpus().flatMap((file) => file.messages.filter((_, n) => n % 10 === 0))
    // Every advert, insult and price of a file is called harmless, and harmless talk an insult.
    const file = readHeldOut()[0]?.messages ?? []
    const shipped = loadModel()
    const nonsense = file.slice(0, 40).map(({ text, moderation }, n) => ({
      ...correction(text, moderation === 'clean' ? 'abuse' : '', n + 1),
      wrong: moderation === 'clean' ? '' : moderation,
    }))
    const progress: number[] = []
    const { report } = makeModel(
      { shipped, current: { model: shipped, learntUntil: 0 }, corrections: nonsense, corpus, heldOut, now: 9 },
      (done) => progress.push(done),
    )
    expect(refuse(report)).toBe('held_out')
    expect(progress).toEqual([...progress].sort((one, other) => one - other))
    expect(progress.at(-1)).toBe(1)
  }, 120_000)
})
