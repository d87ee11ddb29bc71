import { parentPort, workerData } from 'node:worker_threads'
import { loadModel } from '../../src/understanding/model.js'
import { readCorpus, readHeldOut } from '../training/corpus.js'
import type { Corrected } from './lessons.js'
import { type Made, makeModel } from './make-model.js'

/** What the thread is given. */
export interface Order {
  corrections: readonly Corrected[]
  /** Folder of the model that answers now. */
  current: string
  learntUntil: number
  now: number
}

/** What it says: how far it is, and at the end what it made. */
export type News = { done: number } | { made: Omit<Made, 'bytes'> & { bytes: Uint8Array } }

const order = workerData as Order
const say = (news: News) => parentPort?.postMessage(news)
const messages = (files: ReturnType<typeof readCorpus>) => files.flatMap((file) => file.messages)

const made = makeModel(
  {
    shipped: loadModel(),
    current: { model: loadModel(order.current), learntUntil: order.learntUntil },
    corrections: order.corrections,
    corpus: messages(readCorpus()),
    heldOut: messages(readHeldOut()),
    now: order.now,
  },
  (done) => say({ done }),
)
say({ made })
