import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Labelled } from './corpus.js'
import type { LearnOptions } from './learn.js'
import type { ViewName } from './views.js'

/** One model to be trained, and the messages that it is asked about. Messages by index. */
export interface Fold {
  view: ViewName
  options: LearnOptions
  train: Uint32Array
  ask: Uint32Array
}

/** Hears of the progress: folds that are done, out of all. */
export type Tell = (done: number, all: number) => void

const WORKERS = 2
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/cheyou/folds/', import.meta.url))
/** Whatever a score depends on besides the messages and the fold: what is decided by it is no part of that. */
const FOLDERS = ['../../src/understanding/', '../../data/lexicon/']
const AFTERWARDS = ['decide.ts', 'thresholds.ts']
const FILES = ['chance', 'dataset', 'ensemble', 'fold-worker', 'learn', 'options', 'restrict', 'views']

/**
 * Train a model for each fold, two at a time, and have it score what it is asked about: OUTPUTS raw scores a message.
 * Scores are kept in the folder until the messages or the code change: a run that was cut short goes on where it was.
 */
export async function scoreFolds(
  messages: Labelled[],
  folds: Fold[],
  tell: Tell = () => {},
  folder = CACHE,
): Promise<Float32Array[]> {
  mkdirSync(folder, { recursive: true })
  const base = fingerprint(messages)
  const kept = folds.map((fold) => join(folder, keyOf(base, fold)))
  const waiting = [...folds.keys()].filter((i) => !existsSync(kept[i]!))
  let done = folds.length - waiting.length
  const serve = async (): Promise<void> => {
    const worker = fork(new URL('./fold-worker.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: ['--import', 'tsx'],
    })
    worker.send(messages)
    try {
      for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
        writeFileSync(kept[i]!, await ask(worker, folds[i]!))
        tell(++done, folds.length)
      }
    } finally {
      worker.kill()
    }
  }
  await Promise.all(Array.from({ length: Math.min(WORKERS, waiting.length) }, serve))
  return kept.map((file) => new Float32Array(new Uint8Array(readFileSync(file)).buffer))
}

function ask(worker: ChildProcess, fold: Fold): Promise<Float32Array> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`A fold's process ended with ${code ?? 'a signal'}`))
    worker.once('exit', failed)
    worker.once('message', (scores) => {
      worker.off('exit', failed)
      resolve(scores as Float32Array)
    })
    worker.send(fold)
  })
}

function fingerprint(messages: Labelled[]): string {
  const hash = createHash('sha256').update(JSON.stringify(messages))
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((file) => !AFTERWARDS.includes(file))
      .map((file) => folder + file),
  )
  for (const path of [...paths, ...FILES.map((file) => `./${file}.ts`)].sort())
    hash.update(readFileSync(new URL(path, import.meta.url)))
  return hash.digest('hex')
}

function keyOf(base: string, { view, options, train, ask }: Fold): string {
  return createHash('sha256')
    .update(JSON.stringify([base, view, options]))
    .update(train)
    .update(ask)
    .digest('hex')
}
