import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../src/kit/clock.js'
import { createQqWorld, SELF } from '../channels/qq-harness.js'
import { createGroupWorld, TOKEN as TELEGRAM_TOKEN } from '../channels/telegram-harness.js'
import type { Told } from './one-channel.js'
import { createOneBotServer } from './onebot/index.js'
import { createTelegramServer } from './telegram/index.js'
import { createGateway, TOKEN as WECHAT_TOKEN } from './wechat/gateway.js'
import { createGroupPuppet } from './wechat/group-puppet.js'

/** A platform that waits for the bot. */
interface Platform {
  /** What an operator sets so that the bot finds it. */
  env: Record<string, string>
  close(): Promise<void>
}

export const PLATFORMS = {
  async qq(): Promise<Platform> {
    const server = createOneBotServer(createQqWorld(systemClock), { dialect: 'napcat', listen: { port: 0 } })
    await server.start()
    return {
      env: { CHEYOU_QQ_ACCOUNT: String(SELF), CHEYOU_QQ_URL: `ws://127.0.0.1:${server.port}` },
      close: () => server.close(),
    }
  },
  async wechat(): Promise<Platform> {
    const gateway = await createGateway(createGroupPuppet())
    await gateway.up()
    return {
      env: { CHEYOU_WECHAT_ENDPOINT: gateway.endpoint, CHEYOU_WECHAT_TOKEN: WECHAT_TOKEN },
      close: () => gateway.down(),
    }
  },
  async telegram(): Promise<Platform> {
    const seconds = () => Math.floor(systemClock.now() / 1000)
    const server = await createTelegramServer(createGroupWorld().world, TELEGRAM_TOKEN, seconds)
    return {
      env: { CHEYOU_TELEGRAM_TOKEN: TELEGRAM_TOKEN, CHEYOU_TELEGRAM_API_ROOT: server.url() },
      close: () => server.close(),
    }
  },
}

const SCRIPT = fileURLToPath(new URL('./one-channel.ts', import.meta.url))

/** Lets the bot come online on these platforms, in a process of its own. */
export async function runOneChannel(platforms: readonly Platform[]): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'cheyou-channel-'))
  const list = join(folder, 'imports')
  writeFileSync(list, '')
  const settings = platforms.flatMap((platform) => Object.entries(platform.env))
  const env = { PATH: process.env.PATH, ...Object.fromEntries(settings) }
  try {
    const program = ['--expose-gc', '--import', 'tsx', SCRIPT, list]
    return JSON.parse(await run(process.execPath, program, env)) as Told
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const run = (file: string, args: string[], env: NodeJS.ProcessEnv) =>
  new Promise<string>((resolve, reject) => {
    execFile(file, args, { env, timeout: 60_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })
