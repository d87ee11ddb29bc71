import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CheyouError } from '../kit/errors.js'
import { loadModel, MODEL_FOLDER, type ModelCard, readCard } from './model.js'

/** The name by which the model that comes with the program is chosen. */
export const SHIPPED = 'shipped'

/** Which model answers, and which ones did before it, newest last. */
const pointer = z.object({ version: z.string().min(1), before: z.array(z.string().min(1)) })
type Pointer = z.infer<typeof pointer>

/** Models that a dealer's bot learnt and that are kept: some 12 MB each. */
const KEPT = 5

export interface ModelVersions {
  /** File whose change says that another model is to answer. */
  readonly pointer: string
  /** Version that is to answer, or `shipped`. Throws `model_invalid` when the pointer is damaged. */
  current(): string
  /** Folder of a version. Throws `model_unknown`. */
  folderOf(version: string): string
  /** What was learnt here and can be read, oldest first. */
  list(): ModelCard[]
  /** Puts a model there, whole or not at all; it answers once it is used. */
  add(card: ModelCard, bytes: Buffer): void
  /** Lets a version answer from now on. Throws `model_unknown` or `model_invalid`. */
  use(version: string): void
  /** Back to the one before; answers which one that is. Throws `model_unknown` when there is none. */
  rollback(): string
}

/** The models of a data folder: `<folder>/<version>/`, and `current.json`, which is exchanged at once. */
export function openVersions(folder: string): ModelVersions {
  const file = join(folder, 'current.json')

  function read(): Pointer {
    if (!existsSync(file)) return { version: SHIPPED, before: [] }
    try {
      return pointer.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      throw new CheyouError('model_invalid', { where: file }, { cause: error })
    }
  }

  /** A rename takes place or does not, however the process ends. */
  function write(next: Pointer): void {
    mkdirSync(folder, { recursive: true })
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, `${JSON.stringify(next)}\n`, { flush: true })
    renameSync(fresh, file)
  }

  function folderOf(version: string): string {
    if (version === SHIPPED) return MODEL_FOLDER
    const where = join(folder, version)
    if (!/^[0-9a-f]{10}$/.test(version) || !existsSync(where)) throw new CheyouError('model_unknown', { version })
    return where
  }

  function list(): ModelCard[] {
    if (!existsSync(folder)) return []
    const cards = readdirSync(folder).flatMap((name) => {
      try {
        return [readCard(folderOf(name))]
      } catch {
        return []
      }
    })
    return cards.sort((one, other) => (one.learnt?.at ?? 0) - (other.learnt?.at ?? 0))
  }

  /** What neither answers nor was named for a roll-back goes, oldest first. */
  function prune({ version, before }: Pointer): void {
    const named = new Set([version, ...before])
    const spare = list().filter((card) => !named.has(card.version))
    for (const card of spare.slice(0, -KEPT)) rmSync(join(folder, card.version), { recursive: true, force: true })
  }

  function use(version: string): void {
    readCard(folderOf(version))
    const last = readIfWhole()
    if (version === last?.version) return
    const next = { version, before: last ? [...last.before, last.version].slice(-KEPT) : [] }
    write(next)
    prune(next)
  }

  /** Whoever chooses a version mends a damaged pointer. */
  function readIfWhole(): Pointer | null {
    try {
      return read()
    } catch {
      return null
    }
  }

  return {
    pointer: file,
    current: () => read().version,
    folderOf,
    list,
    add(card, bytes) {
      const home = join(folder, card.version)
      if (isWhole(home)) return
      // What a kill left of an earlier one goes with it.
      const fresh = join(folder, '.new')
      for (const path of [fresh, home]) rmSync(path, { recursive: true, force: true })
      mkdirSync(fresh, { recursive: true })
      writeFileSync(join(fresh, 'model.json'), `${JSON.stringify(card)}\n`, { flush: true })
      writeFileSync(join(fresh, 'weights.bin'), bytes, { flush: true })
      renameSync(fresh, home)
    },
    use,
    rollback() {
      const { before } = read()
      const version = before.at(-1)
      if (version === undefined) throw new CheyouError('model_unknown', { version: '–' })
      readCard(folderOf(version))
      write({ version, before: before.slice(0, -1) })
      return version
    },
  }
}

function isWhole(folder: string): boolean {
  try {
    return Boolean(loadModel(folder))
  } catch {
    return false
  }
}
