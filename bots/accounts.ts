import type { Config } from '../src/kit/config.js'
import { silentLog } from '../src/kit/log.js'
import type { Say } from '../src/kit/texts.js'
import { type AccountReport, type AlarmWays, reportAccounts, withoutSecondWay } from '../src/watch/index.js'
import { openChannels } from './channels.js'
import { openHome } from './home.js'
import { isHomeInUse } from './lock.js'

export const nameOf = ({ kind, account }: Pick<AccountReport, 'kind' | 'account'>, say: Say): string =>
  `${say(`channels.kind.${kind}`)} ${account}`

/** The configured accounts as the bot last saw them, and whether it is running now. */
export async function readAccounts(config: Config): Promise<{ running: boolean; accounts: AccountReport[] }> {
  const { store, files, vault, clock, chance, say } = await openHome(config)
  try {
    const channels = await openChannels(process.env, { clock, chance, log: silentLog, say })
    const accounts = await store.transaction((db) => reportAccounts(db, vault, channels))
    return { running: await isHomeInUse(files.home), accounts }
  } finally {
    await store.close()
  }
}

/** What to say when nobody would hear of an account that is down; undefined when somebody would. */
export function warnOfSilence(accounts: readonly AccountReport[], ways: AlarmWays, say: Say): string | undefined {
  const lacking = withoutSecondWay(accounts, ways)
  if (!lacking.length) return undefined
  return say('channels.no_second_way', { accounts: lacking.map((each) => nameOf(each, say)).join(', ') })
}
