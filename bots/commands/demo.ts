import { existsSync, rmSync } from 'node:fs'
import { createSay } from '../../src/kit/texts.js'
import { rememberCleared } from '../demo.js'
import { configFrom, filesOf, openHome } from '../home.js'
import { lockHome } from '../lock.js'

/** `cheyou demo --clear`: an empty database and an empty sandbox; keys stay. */
export async function clearDemo(flags: { home?: string }): Promise<void> {
  const config = configFrom(flags)
  const say = createSay(config.LOCALE)
  const { home, database, journal } = filesOf(config.HOME)
  if (config.DATABASE_URL) return console.log(say('start.demo_kept'))
  if (existsSync(home)) {
    const unlock = await lockHome(home)
    for (const file of [database, `${database}-wal`, `${database}-shm`, journal]) rmSync(file, { force: true })
    await unlock()
  }
  const { store } = await openHome(config)
  await rememberCleared(store)
  await store.close()
  console.log(say('start.demo_cleared'))
}
