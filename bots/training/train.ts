import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODEL_FOLDER } from '../../src/understanding/model.js'
import { calibrate } from './calibrate.js'
import { readCorpus } from './corpus.js'
import { buildDataset } from './dataset.js'
import { learnTogether } from './ensemble.js'
import { holdOut } from './hold-out.js'
import { LEAST_MESSAGES, OPTIONS } from './options.js'
import { pack } from './pack.js'

/** The lots of `npm run eval -- --lots 12`, so that neither scores again what the other has scored. */
const LOTS = 12
/** A sixth of the corpus is plenty for three temperatures. */
const FOR_CALIBRATION = 2

/** `npm run train`: learn from data/corpus and write data/model. The same corpus gives the same bytes. */
const started = Date.now()
const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1)} s  ${text}`)

const files = readCorpus()
const messages = files.flatMap((file) => file.messages)
const data = buildDataset(messages, LEAST_MESSAGES)
say(`${messages.length} messages, ${data.hashes.length} features`)

const heldOut = await holdOut(files, LOTS, (done, all) => say(`held out ${done} of ${all}`), FOR_CALIBRATION)
const temperature = calibrate(heldOut, data)
say(`temperatures ${JSON.stringify(temperature)}`)

const weights = learnTogether(data, Uint32Array.from(messages.keys()), OPTIONS)
const { card, bytes } = pack(weights, data, temperature)
mkdirSync(MODEL_FOLDER, { recursive: true })
writeFileSync(join(MODEL_FOLDER, 'model.json'), `${JSON.stringify(card)}\n`)
writeFileSync(join(MODEL_FOLDER, 'weights.bin'), bytes)
say(`model ${card.version}: ${card.rows} rows, ${(bytes.length / 1e6).toFixed(1)} MB`)
