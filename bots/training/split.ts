import { type CorpusFile, TRAINING_ONLY } from './corpus.js'

/** Which messages a model learns from and which it is asked about, by index into all messages of the files. */
export interface Split {
  train: Uint32Array
  ask: Uint32Array
}

/** Whole files are held out, in `lots` lots of about the same number; as many lots as files is leave-one-file-out. */
export function splitByFile(files: CorpusFile[], lots: number): Split[] {
  const held = [...files.keys()].filter((index) => !TRAINING_ONLY.includes(files[index]!.name))
  const fileOf = files.flatMap((file, index) => file.messages.map(() => index))
  const all = [...fileOf.keys()]
  const count = Math.min(lots, held.length)
  return Array.from({ length: count }, (_, lot) => {
    const out = new Set(held.filter((_, rank) => rank % count === lot))
    return {
      train: Uint32Array.from(all.filter((i) => !out.has(fileOf[i]!))),
      ask: Uint32Array.from(all.filter((i) => out.has(fileOf[i]!))),
    }
  })
}
