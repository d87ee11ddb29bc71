import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readCard } from '../../src/understanding/model.js'
import { openVersions } from '../../src/understanding/versions.js'

/** Puts two models there again and again, and lets them answer in turn, until it is killed. */
const [source = '', target = ''] = process.argv.slice(2)
const versions = openVersions(target)
for (let n = 0; ; n++) {
  const made = join(source, String(n % 2))
  const card = readCard(made)
  // What is not in use is put there anew, so that there is something to be killed in.
  if (versions.current() !== card.version) rmSync(join(target, card.version), { recursive: true, force: true })
  versions.add(card, readFileSync(join(made, 'weights.bin')))
  versions.use(card.version)
  await new Promise((sent) => process.send?.('switched', undefined, {}, sent))
}
