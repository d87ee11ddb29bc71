import { createApp, registerAccount } from '../../src/app.js'
import { findColleague } from '../../src/features/identity/index.js'
import { CheyouError } from '../../src/kit/errors.js'
import { followVersions } from '../../src/understanding/follow.js'
import { openVersions } from '../../src/understanding/versions.js'
import { openChannels } from '../channels.js'
import { createConsoleChannel } from '../console/channel.js'
import { configFrom, openHome } from '../home.js'
import { createOrder } from '../order.js'

/**
 * `cheyou do "群规" --as 小林`: what a colleague may write to the bot, from the terminal. The answer is printed; what has
 * to be said elsewhere is said by the running bot, or by the next that starts.
 */
export async function give(command: string, flags: { home?: string; as: string }): Promise<void> {
  const home = await openHome(configFrom(flags))
  const { store, ids, log, files } = home
  try {
    const staff = await store.transaction((db) => findColleague(db, flags.as))
    if (!staff) throw new CheyouError('no_colleague', { name: flags.as })
    const channel = createConsoleChannel()
    const { understand } = followVersions(openVersions(files.models), log)
    // The platforms are not started: they only tell what they can do.
    const app = await createApp({
      ...home,
      channels: [channel, ...(await openChannels(process.env, home))],
      understand,
    })
    const account = await registerAccount(store, ids, channel)
    const { answers, refused } = await createOrder(app, account.id)(staff, { type: 'message', text: command })
    if (!answers.length) throw new CheyouError('not_a_command', { text: command })
    for (const { text } of answers) console.log(text)
    if (refused) process.exitCode = 1
  } finally {
    await store.close()
  }
}
