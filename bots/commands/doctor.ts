import { statfs } from 'node:fs/promises'
import { forecastText } from '../../src/features/forecast.js'
import { loadOrCreateKey } from '../../src/kit/crypto.js'
import { CheyouError } from '../../src/kit/errors.js'
import { createSay, type Say } from '../../src/kit/texts.js'
import { dayOf, localTime } from '../../src/kit/zone.js'
import { openStore } from '../../src/store/index.js'
import { loadModel } from '../../src/understanding/model.js'
import { openVersions } from '../../src/understanding/versions.js'
import type { AccountReport } from '../../src/watch/index.js'
import { nameOf, readAccounts, warnOfSilence } from '../accounts.js'
import { alarmOf, configFrom, ensureHome, filesOf, storeOptions } from '../home.js'
import { opinionsFrom } from '../opinions.js'
import { weatherFrom } from '../weather.js'
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
  channels: async (config, say) => {
    const { running, accounts } = await readAccounts(config)
    const down = running ? accounts.filter(({ state }) => state !== 'online') : []
    if (down.length) throw new Error(down.map((each) => inWords(each, say)).join('\n   '))
    return ['sandbox', ...accounts.map(({ kind, account }) => `${kind} ${account}`)].join(', ')
  },
  alarm: async (config, say) => {
    const { accounts } = await readAccounts(config)
    const warning = warnOfSilence(accounts, alarmOf(config), say)
    if (warning) throw new Warning(warning)
    return accounts.length ? say('doctor.alarm_good') : undefined
  },
  opinions: async (config) => {
    const opinions = opinionsFrom(config)
    if (!opinions) return undefined
    await opinions.ask(['周末天气不错'])
    return `${config.OPINION_MODEL} ${new URL(config.OPINION_URL ?? '').host}`
  },
  weather: async (config, say) => {
    const forecast = await weatherFrom(config)?.()
    if (!forecast) return undefined
    const today = forecast.find(({ day }) => day === dayOf(Date.now(), config.TIME_ZONE))
    return [new URL(config.WEATHER_URL ?? '').host, ...(today ? [forecastText(say, today)] : [])].join(' ')
  },
  telegram: (config, say) => lookAtTelegram(process.env, storeOptions(config), say),
}

/** Everything works, and still somebody should know. */
class Warning extends Error {}

function inWords(report: AccountReport, say: Say): string {
  const { problem, state } = report
  const why = problem ? `channels.problem.${problem}` : state ? `channels.state.${state}` : 'channels.never'
  return `${nameOf(report, say)} · ${say(why)}`
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
      console.log(`${error instanceof Warning ? '!' : '✗'} ${say(`doctor.${name}`)}  ${problem}`)
      if (!(error instanceof Warning)) process.exitCode = 1
    }
  }
}
