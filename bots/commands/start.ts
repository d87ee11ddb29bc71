import { fileURLToPath } from 'node:url'
import { createApp, registerAccount } from '../../src/app.js'
import { ensureWebBuilt } from '../../src/console/build-web.js'
import type { ConsoleDeps, ConsoleEvent } from '../../src/console/deps.js'
import { createConsole } from '../../src/console/server.js'
import { createDoorDesk, createRsvpForm } from '../../src/features/activities/index.js'
import { openLink } from '../../src/features/broadcasts/index.js'
import { createExportDesk } from '../../src/features/customers/index.js'
import { explain } from '../../src/features/insight/index.js'
import { createLeadDoor, createRegisterDesk } from '../../src/features/leads/index.js'
import { createJoinForm } from '../../src/features/registration/index.js'
import { createSay, loadTexts } from '../../src/kit/texts.js'
import { OutboxItem } from '../../src/store/index.js'
import { followVersions } from '../../src/understanding/follow.js'
import { openVersions } from '../../src/understanding/versions.js'
import { reportAccounts } from '../../src/watch/index.js'
import { warnOfSilence } from '../accounts.js'
import { nameStaffRooms, openChannels } from '../channels.js'
import { createConsoleChannel } from '../console/channel.js'
import { createCorrect } from '../correct.js'
import { BOT, fillDemo, playDemo, prepareRooms, wantsDemo } from '../demo.js'
import { onEnd } from '../end-of-program.js'
import { configFrom, ensureHome, filesOf, openHome } from '../home.js'
import { createLearner } from '../learning/learner.js'
import { lockHome } from '../lock.js'
import { opinionsFrom } from '../opinions.js'
import { createOrder } from '../order.js'
import { createSandboxChannel } from '../sandbox/channel.js'
import { createSandboxPort } from '../sandbox/port.js'
import { createWorld } from '../sandbox/world.js'
import { weatherFrom } from '../weather.js'

const PAGE_SOURCES = fileURLToPath(new URL('../../src/console/web/', import.meta.url))

/** `cheyou start`: the whole product in one process, until it is told to stop. */
export async function start(flags: { home?: string; port?: string }): Promise<void> {
  const config = configFrom(flags)
  if (flags.port) config.PORT = Number(flags.port)
  const progress = createProgress(createSay(config.LOCALE))
  ensureHome(config.HOME)
  const unlock = await lockHome(filesOf(config.HOME).home)
  progress('start.opening')
  const home = await openHome(config)
  const { store, clock, ids, say, files } = home

  const world = createWorld({ journal: files.journal, clock, ids })
  const channel = createSandboxChannel(world, { account: BOT, clock })
  const versions = openVersions(files.models)
  const models = followVersions(versions, home.log)
  const { understand } = models
  const consoleChannel = createConsoleChannel()
  const platforms = await openChannels(process.env, home)
  const listeners = new Set<(event: ConsoleEvent) => void>()
  const app = await createApp({
    ...home,
    channels: [channel, consoleChannel, ...platforms],
    opinions: opinionsFrom(config),
    weather: weatherFrom(config),
    understand,
    modelVersion: models.version,
    learner: createLearner({ versions, clock, onUse: models.refresh }),
    onAccounts: () => {
      for (const tell of listeners) tell({ type: 'channels' })
    },
    onHandled: (eventIds) => {
      for (const post of eventIds) {
        const room = world.findPost(post)?.room
        if (room) for (const tell of listeners) tell({ type: 'handled', room, post })
      }
    },
  })
  const account = await registerAccount(store, ids, channel)
  const ordering = await registerAccount(store, ids, consoleChannel)
  const readReports = () => store.transaction((db) => reportAccounts(db, home.vault, [channel, ...platforms]))

  progress('start.page')
  await ensureWebBuilt({ sourceDir: PAGE_SOURCES, outDir: files.page })
  const port = createSandboxPort(world, channel, ids)
  const takeLead = createLeadDoor({ ...home, onTaken: app.jobs.wake })
  const deps: ConsoleDeps = {
    world: port,
    explain: (room, post) => store.transaction((db) => explain({ db, understand, say }, room, post)),
    correct: createCorrect(app, account.id),
    health: async () => ({
      ok: channel.state() === 'online',
      version: '0.1.0',
      zone: config.TIME_ZONE,
      channels: [channel, ...platforms].map((each) => ({
        kind: each.kind,
        account: each.account,
        state: each.state(),
      })),
      waiting: await store.transaction((db) => db.countBy(OutboxItem, { state: 'waiting' })),
    }),
    channels: readReports,
    openLink: (token) => openLink(store, token),
    exports: createExportDesk(home),
    register: createRegisterDesk({ ...home, takeLead }),
    join: createJoinForm({ ...home, onSent: app.outbox.wake }),
    rsvp: createRsvpForm({
      ...home,
      onSent() {
        app.outbox.wake()
        app.jobs.wake()
      },
    }),
    door: createDoorDesk({ ...home, takeLead, onNoted: app.jobs.wake }),
    staff: { store, vault: home.vault, ids, clock, voice: home, order: createOrder(app, ordering.id), takeLead },
    ...(config.HOOK_SECRET && { hooks: { secret: config.HOOK_SECRET, takeLead } }),
    texts: (locale) => pageTexts(loadTexts(locale)),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const publicName = config.PUBLIC_URL && new URL(config.PUBLIC_URL).hostname
  const page = createConsole(deps, { host: config.HOST, port: config.PORT, webDir: files.page, publicName })
  const { url } = await page.start()

  const names = { owners: say('demo.owners'), staff: say('demo.staff'), bot: say('demo.bot') }
  const demo = !platforms.length && (await wantsDemo(store))
  await prepareRooms(app, world, account.id, names)
  await nameStaffRooms(config.STAFF_ROOMS, platforms, store, ids, clock.now())
  if (demo) {
    progress('start.demo')
    await fillDemo(app, world)
  }
  const stopFollowing = models.start()
  await app.start()
  if (demo) await playDemo(app, world)
  console.log(say('start.ready', { url }))
  const warning = warnOfSilence(await readReports(), home.alarm, say)
  if (warning) console.log(`! ${warning}`)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    stopFollowing()
    await page.stop()
    await app.stop()
    await store.close()
    await unlock()
  }
  onEnd(stop)
}

const pageTexts = ({ page, channels }: Record<string, unknown>) => ({ ...(page as object), channels })

const createProgress = (say: (key: string) => string) => (key: string) => console.log(say(key))
