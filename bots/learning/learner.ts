import { Worker } from 'node:worker_threads'
import { type Learner, type LearningReport, refuse } from '../../src/features/corrections/index.js'
import type { Clock } from '../../src/kit/clock.js'
import { CheyouError } from '../../src/kit/errors.js'
import { MODEL_FOLDER, readCard } from '../../src/understanding/model.js'
import type { ModelVersions } from '../../src/understanding/versions.js'
import type { Made } from './make-model.js'
import type { News, Order } from './worker.js'

export interface LearnerOptions {
  versions: ModelVersions
  clock: Clock
  /** Hears how far it is, as a share of 1. */
  onProgress?(done: number): void
  /** Told when a new model is to answer. */
  onUse?(): void
  /** The program of the thread. */
  program?: URL
}

/** Learns in a thread of its own, so that the bot goes on answering. Nothing changes before the new model is whole. */
export function createLearner({ versions, clock, onProgress, onUse, program }: LearnerOptions): Learner {
  const current = () => {
    const folder = currentFolder(versions)
    return { folder, learntUntil: readCard(folder).learnt?.until ?? 0 }
  }
  return {
    learntUntil: () => current().learntUntil,
    async learn(corrections): Promise<LearningReport> {
      const { folder, learntUntil } = current()
      const plain = corrections.map(({ text, about, wrong, right, at }) => ({ text, about, wrong, right, at }))
      const order = { corrections: plain, current: folder, learntUntil, now: clock.now() }
      const { report, card, bytes } = await runThread(order, onProgress ?? (() => undefined), program)
      if (refuse(report) === null) {
        versions.add(card, Buffer.from(bytes))
        versions.use(card.version)
        onUse?.()
      }
      return report
    },
  }
}

/** Folder of the model that answers: the shipped one, where the chosen one is damaged or of another release. */
function currentFolder(versions: ModelVersions): string {
  try {
    const folder = versions.folderOf(versions.current())
    return readCard(folder).learnt?.base === readCard().version ? folder : MODEL_FOLDER
  } catch {
    return MODEL_FOLDER
  }
}

const THREAD = new URL('./thread.js', import.meta.url)

function runThread(
  order: Order,
  onProgress: (done: number) => void,
  program = THREAD,
): Promise<Omit<Made, 'bytes'> & { bytes: Uint8Array }> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string, cause?: unknown) =>
      reject(new CheyouError('training_failed', { problem }, { cause }))
    const thread = new Worker(program, { workerData: order })
    thread.on('message', (news: News) => ('made' in news ? resolve(news.made) : onProgress(news.done)))
    thread.on('error', (error) => fail(String((error as Error).message ?? error), error))
    // After an answer or an error this changes nothing.
    thread.on('exit', (code) => fail(`exit code ${code}`))
  })
}
