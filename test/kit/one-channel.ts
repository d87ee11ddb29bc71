import { readFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'

/** What `runOneChannel` tells about the program once its accounts are online. */
export interface Told {
  /** From the wish to open the accounts until all are online. */
  seconds: number
  /** By how much the memory of the process grew meanwhile. */
  megabytes: number
  /** npm packages and folders of `bots/` that were loaded before, and those that were loaded then. */
  before: string[]
  loaded: string[]
}

const [list = ''] = process.argv.slice(2)
register('./list-imports.mjs', import.meta.url, { data: { file: list } })

const megabytes = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1024 / 1024
}

/** `grammy`, `bots/qq`… */
const loaded = () => {
  const files = [...readFileSync(list, 'utf8').split('\n'), ...Object.keys(createRequire(import.meta.url).cache)]
  const names = files.map((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? /\/(bots\/\w+)\//.exec(file))
  return [...new Set(names.flatMap((name) => name?.[1] ?? []))].sort()
}

// All that `cheyou start` loads before it looks at the environment.
await import('../../bots/commands/start.js')
const { openChannels } = await import('../../bots/channels.js')
const { systemClock } = await import('../../src/kit/clock.js')
const { silentLog } = await import('../../src/kit/log.js')
const { createSay } = await import('../../src/kit/texts.js')

const before = loaded()
const [started, memory] = [performance.now(), megabytes()]
const deps = { clock: systemClock, log: silentLog, chance: Math.random, say: createSay('zh-CN') }
const channels = await openChannels(process.env, deps)
await Promise.all(channels.map((channel) => channel.start(async () => undefined)))
while (channels.some((channel) => channel.state() !== 'online')) await wait(1)
const seconds = (performance.now() - started) / 1000

const told: Told = { seconds, megabytes: megabytes() - memory, before, loaded: loaded() }
process.stdout.write(`${JSON.stringify(told)}\n`)
process.exit()
