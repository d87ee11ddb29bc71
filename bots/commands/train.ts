import { SingleBar } from 'cli-progress'
import { describeLearning, readCorrections, refuse } from '../../src/features/corrections/index.js'
import { openVersions } from '../../src/understanding/versions.js'
import { configFrom, openHome } from '../home.js'
import { createLearner } from '../learning/learner.js'

/** `cheyou train`: learns what the staff corrected; a running bot goes over to the new model by itself. */
export async function train(flags: { home?: string }): Promise<void> {
  const { store, say, clock, files } = await openHome(configFrom(flags))
  const corrections = await store.transaction(readCorrections).finally(() => store.close())
  if (!corrections.length) return console.log(say('learning.nothing'))
  const bar = new SingleBar({
    format: `${say('learning.progress')} {bar} {percentage}%`,
    stream: process.stderr,
    noTTYOutput: false,
    clearOnComplete: true,
  })
  bar.start(1, 0)
  const learner = createLearner({
    versions: openVersions(files.models),
    clock,
    onProgress: (done) => bar.update(done),
  })
  const report = await learner.learn(corrections).finally(() => bar.stop())
  console.log(describeLearning(say, report))
  if (refuse(report)) process.exitCode = 1
}
