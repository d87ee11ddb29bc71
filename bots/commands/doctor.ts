import { statfs } from 'node:fs/promises'
import { systemClock } from '../../src/kit/clock.js'
import { loadOrCreateKey } from '../../src/kit/crypto.js'
import { CheyouError } from '../../src/kit/errors.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay, type Say } from '../../src/kit/texts.js'
import { localTime } from '../../src/kit/zone.js'
import { openStore } from '../../src/store/index.js'
import { loadModel } from '../../src/understanding/model.js'
import { openVersions } from '../../src/understanding/versions.js'
import { openChannels } from '../channels.js'
import { configFrom, ensureHome, filesOf, storeOptions } from '../home.js'
import { lookAtTelegram } from './look-at-telegram.js'

type Config = ReturnType<typeof configFrom>
/** Answers what there is to say when all is well, undefined when there is nothing to look at; throws when it is not. */
type Check = (config: Config, say: Say) => Promise<string | undefined> | string

const LEAST_FREE_MB = 200

const CHECKS: Record<string, Check> = {
  folder: ({ HOME }) => {
    ensureHome(HOME)
    return filesOf(HOME).home
  },
  key: ({ HOME }) => {
    loadOrCreateKey(filesOf(HOME).key)
    return filesOf(HOME).key
  },
  database: async (config) => {
    const options = storeOptions(config)
    const store = await openStore(options)
    const pending = await store.source.showMigrations()
    await store.close()
    if (pending) throw new Error('pending migrations')
    return options.engine === 'sqlite' ? options.file : new URL(options.url).host
  },
  disk: async ({ HOME }, say) => {
    const { bavail, bsize } = await statfs(filesOf(HOME).home)
    const free = Math.floor((bavail * bsize) / 1024 / 1024)
    if (free < LEAST_FREE_MB) throw new CheyouError('disk_full', { where: HOME })
    return say('doctor.free', { free })
  },
  zone: ({ TIME_ZONE }) => `${TIME_ZONE} ${localTime(Date.now(), TIME_ZONE)}`,
  understanding: ({ HOME }) => {
    const versions = openVersions(filesOf(HOME).models)
    return loadModel(versions.folderOf(versions.current())).version
  },
  channels: async () => {
    const channels = await openChannels(process.env, { clock: systemClock, log: silentLog, chance: Math.random })
    return ['sandbox', ...channels.map(({ kind, account }) => `${kind} ${account}`)].join(', ')
  },
  telegram: (config, say) => lookAtTelegram(process.env, storeOptions(config), say),
}

/** `cheyou doctor`: one line for each thing that has to work; exit code 1 when one does not. */
export async function doctor(flags: { home?: string }): Promise<void> {
  const config = configFrom(flags)
  const say = createSay(config.LOCALE)
  for (const [name, check] of Object.entries(CHECKS)) {
    try {
      const well = await check(config, say)
      if (well !== undefined) console.log(`✓ ${say(`doctor.${name}`)}  ${well}`)
    } catch (error) {
      const problem =
        error instanceof CheyouError ? say(`errors.${error.code}`, error.params) : (error as Error).message
      console.log(`✗ ${say(`doctor.${name}`)}  ${problem}`)
      process.exitCode = 1
    }
  }
}
