import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { silentLog } from '../../src/kit/log.js'
import { followVersions } from '../../src/understanding/follow.js'
import { loadModel, MODEL_FOLDER, readCard, versionOf } from '../../src/understanding/model.js'
import { openVersions, SHIPPED } from '../../src/understanding/versions.js'

const card = readCard()
const weights = readFileSync(join(MODEL_FOLDER, 'weights.bin'))

const ROWS = 64
const width = weights.length / card.rows - 8
/** The first rows of the shipped model: hashes, scales, numbers. */
const few = Buffer.concat([
  weights.subarray(0, ROWS * 4),
  weights.subarray(card.rows * 4, (card.rows + ROWS) * 4),
  weights.subarray(card.rows * 8, card.rows * 8 + ROWS * width),
])

/** A small model that was learnt at that time; another time, another model. */
function another(at: number) {
  const bytes = Buffer.from(few)
  bytes.writeInt8(at, bytes.length - 1)
  const learnt = { base: card.version, corrections: 3, until: at, at }
  return { card: { ...card, rows: ROWS, version: versionOf(bytes), learnt }, bytes }
}

describe('the models of a data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cheyou-models-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('begin with the shipped one, and go back one after the other', () => {
    const versions = openVersions(folder)
    expect(versions.current()).toBe(SHIPPED)
    expect(() => versions.rollback()).toThrow('model_unknown')
    const [one, two] = [another(1), another(2)]
    for (const { card, bytes } of [one, two]) {
      versions.add(card, bytes)
      versions.use(card.version)
    }
    expect(versions.list().map((each) => each.learnt?.at)).toEqual([1, 2])
    expect(versions.current()).toBe(two.card.version)
    expect(versions.rollback()).toBe(one.card.version)
    expect(versions.rollback()).toBe(SHIPPED)
    expect(versions.current()).toBe(SHIPPED)
  })

  it('keep the newest and those that a roll-back may need', () => {
    const versions = openVersions(folder)
    const made = Array.from({ length: 14 }, (_, n) => another(n + 1))
    for (const { card, bytes } of made) {
      versions.add(card, bytes)
      versions.use(card.version)
    }
    const kept = versions.list().map((each) => each.version)
    expect(kept.length).toBeLessThan(made.length)
    expect(kept.at(-1)).toBe(made.at(-1)?.card.version)
    for (let n = 0; n < 5; n++) expect(existsSync(versions.folderOf(versions.rollback()))).toBe(true)
  })

  it('refuse a model that is damaged, is another one than it says, or is none', () => {
    const versions = openVersions(folder)
    const { card, bytes } = another(1)
    versions.add(card, bytes)
    const home = versions.folderOf(card.version)
    const damages: Record<string, () => void> = {
      'a torn file': () => writeFileSync(join(home, 'weights.bin'), bytes.subarray(0, 100)),
      'other weights': () => writeFileSync(join(home, 'weights.bin'), weights),
      'no card': () => writeFileSync(join(home, 'model.json'), '{"version":"x"}'),
      'no JSON': () => writeFileSync(join(home, 'model.json'), 'GGUF'),
      'missing numbers': () => writeFileSync(join(home, 'model.json'), JSON.stringify({ ...card, top: [] })),
      'no weights': () => rmSync(join(home, 'weights.bin')),
    }
    for (const damage of Object.values(damages)) {
      damage()
      expect(() => loadModel(home)).toThrow('model_invalid')
      versions.add(card, bytes)
      expect(loadModel(home).version).toBe(card.version)
    }
    for (const version of ['../../etc', 'nobody', '0123456789'])
      expect(() => versions.use(version)).toThrow('model_unknown')
  })

  it('are followed while the bot runs; what cannot be used leaves what there is', () => {
    const versions = openVersions(folder)
    const models = followVersions(versions, silentLog)
    expect(models.version()).toBe(card.version)
    const [one, two] = [another(1), another(2)]
    for (const { card, bytes } of [one, two]) versions.add(card, bytes)
    versions.use(one.card.version)
    models.refresh()
    expect(models.understand('想换台大的').model).toBe(one.card.version)

    versions.use(two.card.version)
    writeFileSync(join(versions.folderOf(two.card.version), 'weights.bin'), 'torn')
    models.refresh()
    expect(models.understand('想换台大的').model).toBe(one.card.version)
    writeFileSync(versions.pointer, '{"version":')
    models.refresh()
    expect(models.understand('想换台大的').model).toBe(one.card.version)
    expect(followVersions(versions, silentLog).version()).toBe(card.version)
    versions.use(SHIPPED)
    models.refresh()
    expect(models.understand('想换台大的').model).toBe(card.version)
  })

  it('are left aside when they were learnt with another release', () => {
    const versions = openVersions(folder)
    const { card: made, bytes } = another(1)
    versions.add({ ...made, learnt: { ...made.learnt, base: '0000000000' } }, bytes)
    versions.use(made.version)
    expect(followVersions(versions, silentLog).version()).toBe(card.version)
  })

  it('are whole at every moment, whenever the process that puts them there is killed', async () => {
    const program = fileURLToPath(new URL('./switch-until-killed.ts', import.meta.url))
    const models = [another(1), another(2)]
    const source = join(folder, 'made')
    for (const [n, { card, bytes }] of models.entries()) {
      const home = join(source, String(n))
      mkdirSync(home, { recursive: true })
      writeFileSync(join(home, 'model.json'), JSON.stringify(card))
      writeFileSync(join(home, 'weights.bin'), bytes)
    }
    const target = join(folder, 'models')
    const versions = openVersions(target)
    for (let round = 0; round < 4; round++) {
      const child = fork(program, [source, target], { execArgv: ['--import', 'tsx'] })
      // It tells after each switch; killed at a word, it is somewhere in the next one.
      for (let n = 0; n <= round * 3; n++) await once(child, 'message')
      child.kill('SIGKILL')
      await once(child, 'exit')
      const current = versions.current()
      expect([SHIPPED, ...models.map(({ card }) => card.version)]).toContain(current)
      expect(loadModel(versions.folderOf(current)).rows).toBe(current === SHIPPED ? card.rows : ROWS)
      for (const each of versions.list()) expect(loadModel(versions.folderOf(each.version)).version).toBe(each.version)
    }
    versions.add(models[0]!.card, models[0]!.bytes)
    expect(readdirSync(target).filter((name) => name === '.new')).toEqual([])
  }, 60_000)
})
