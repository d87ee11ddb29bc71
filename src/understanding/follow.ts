import { unwatchFile, watchFile } from 'node:fs'
import type { Log } from '../kit/log.js'
import { understandWith } from './index.js'
import type { Understand } from './meaning.js'
import { loadModel, readCard } from './model.js'
import { type ModelVersions, SHIPPED } from './versions.js'

export interface Follower {
  /** Answers with the model that is current when it is asked; each answer names its version. */
  understand: Understand
  /** Version that answers now. */
  version(): string
  /** Looks whether another model is to answer, and loads it. One that cannot be used leaves what there is. */
  refresh(): void
  /** Looks by itself from now on; answers how to stop. */
  start(): () => void
}

const EVERY_MS = 1_000

/**
 * Understands with the current model of a data folder, and goes over to another one while it runs. Where the model is
 * missing, damaged, or made for another release, the shipped one answers.
 */
export function followVersions(versions: ModelVersions, log: Log): Follower {
  let version = ''
  let answer = use(SHIPPED)
  const shipped = version

  function use(wanted: string): Understand {
    const model = loadModel(versions.folderOf(wanted))
    version = model.version
    return understandWith(model)
  }

  function refresh(): void {
    try {
      const wanted = versions.current()
      const card = readCard(versions.folderOf(wanted))
      if (card.version === version) return
      if (card.learnt && card.learnt.base !== shipped) {
        log.warn({ model: card.version }, 'the model was learnt with another release: the shipped one answers')
        answer = use(SHIPPED)
      } else answer = use(wanted)
    } catch (error) {
      log.error({ error }, 'the chosen model cannot be used')
    }
  }

  refresh()
  return {
    understand: (text, context) => answer(text, context),
    version: () => version,
    refresh,
    start() {
      watchFile(versions.pointer, { interval: EVERY_MS, persistent: false }, refresh)
      return () => unwatchFile(versions.pointer, refresh)
    },
  }
}
