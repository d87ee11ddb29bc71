import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MINUTE, systemClock } from '../src/kit/clock.js'
import { type Config, readConfig } from '../src/kit/config.js'
import { createVault, loadOrCreateKey } from '../src/kit/crypto.js'
import type { Dealer } from '../src/kit/dealer.js'
import { asOperatorError, CheyouError } from '../src/kit/errors.js'
import { createIds } from '../src/kit/ids.js'
import { createLog } from '../src/kit/log.js'
import { createSay } from '../src/kit/texts.js'
import { openStore, type StoreOptions } from '../src/store/index.js'
import type { AlarmWays } from '../src/watch/index.js'

/** What is in the data folder, and where. */
export const filesOf = (home: string) => ({
  home: resolve(home),
  database: join(resolve(home), 'cheyou.sqlite'),
  key: join(resolve(home), 'cheyou.key'),
  journal: join(resolve(home), 'sandbox.jsonl'),
  page: join(resolve(home), 'web'),
  models: join(resolve(home), 'models'),
})

/** The configuration; `home` from the command line wins over the environment. */
export function configFrom(options: { home?: string }): Config {
  return readConfig({ ...process.env, ...(options.home && { CHEYOU_HOME: options.home }) })
}

export const storeOptions = (config: Config): StoreOptions =>
  config.DATABASE_URL
    ? { engine: 'postgres', url: config.DATABASE_URL }
    : { engine: 'sqlite', file: filesOf(config.HOME).database, synchronous: config.SQLITE_SYNCHRONOUS }

export function ensureHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true })
    accessSync(home, constants.W_OK)
  } catch (error) {
    const known = asOperatorError(error, home)
    throw known instanceof CheyouError
      ? known
      : new CheyouError('folder_not_writable', { where: home }, { cause: error })
  }
}

export const dealerOf = (config: Config): Dealer => ({
  name: config.DEALER,
  brand: config.BRAND,
  zone: config.TIME_ZONE,
  locale: config.LOCALE,
  hours: config.OPEN_HOURS,
  watchDays: config.WATCH_DAYS,
  greetWithin: MINUTE,
  publicUrl: config.PUBLIC_URL,
})

/** How the staff hear of an account that is down, besides their rooms on other accounts. */
export const alarmOf = ({ ALARM_WEBHOOK, ALARM_MAIL_TO, SMTP_URL }: Config): AlarmWays => ({
  ...(ALARM_WEBHOOK && { webhook: ALARM_WEBHOOK }),
  ...(ALARM_MAIL_TO && SMTP_URL && { mail: { to: ALARM_MAIL_TO, smtp: SMTP_URL } }),
})

/** Opens the data folder: key, database, texts. Makes what is missing; throws an operator error that says what is wrong. */
export async function openHome(config: Config) {
  const files = filesOf(config.HOME)
  ensureHome(files.home)
  const vault = createVault(loadOrCreateKey(files.key))
  const store = await openStore(storeOptions(config))
  return {
    config,
    files,
    vault,
    store,
    dealer: dealerOf(config),
    alarm: alarmOf(config),
    say: createSay(config.LOCALE),
    clock: systemClock,
    ids: createIds(),
    chance: Math.random,
    log: createLog(config.LOG_LEVEL),
  }
}

export type Home = Awaited<ReturnType<typeof openHome>>
