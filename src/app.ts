import type { Learner } from './features/corrections/index.js'
import { ASK_OPINIONS } from './features/opinions/index.js'
import { LOOK_AT_PICTURES } from './features/rules/index.js'
import { askPerson, handOver } from './features/staff/index.js'
import { createSqliteJobs, type Jobs } from './jobs/index.js'
import type { Clock } from './kit/clock.js'
import type { Vault } from './kit/crypto.js'
import type { Dealer } from './kit/dealer.js'
import type { Ids } from './kit/ids.js'
import type { Log } from './kit/log.js'
import { lookAtPicture } from './kit/picture/look.js'
import type { Say } from './kit/texts.js'
import type { GetForecast } from './kit/weather/forecast.js'
import { rememberOffsets } from './kit/zone.js'
import type { Capability, Channel } from './message/index.js'
import { createOutbox, type Outbox } from './outbox/index.js'
import { createIntake, type Intake } from './pipeline/intake.js'
import { createLookAtPictures, type LookAtPicture } from './pipeline/look-at-pictures.js'
import { createReconsider, type SecondOpinions } from './pipeline/reconsider.js'
import type { PipelineDeps } from './pipeline/run.js'
import { createLateSteps, createSteps } from './pipeline/steps.js'
import { ChannelAccount, type OutboxItem, type Store } from './store/index.js'
import { cached } from './understanding/cached.js'
import { THRESHOLDS } from './understanding/index.js'
import type { Understand } from './understanding/meaning.js'
import {
  type AlarmPayload,
  type AlarmWays,
  createWatch,
  postWebhook,
  sendMail,
  TASKS,
  type Watch,
} from './watch/index.js'
import { defineWork } from './work.js'

export interface AppOptions {
  store: Store
  channels: readonly Channel[]
  understand: Understand
  /** Version of the model behind `understand`, where it may change while the app runs. */
  modelVersion?(): string
  /** Learns at night from what the staff corrected; without one nothing is learnt. */
  learner?: Learner
  vault: Vault
  dealer: Dealer
  say: Say
  clock: Clock
  ids: Ids
  /** A number in [0, 1). */
  chance: () => number
  log: Log
  /** How the staff hear of an account that is down, besides their rooms on other accounts. */
  alarm?: AlarmWays
  /** Told when a report on the accounts shows something new. */
  onAccounts?(): void
  /** Whom to ask about messages whose meaning is uncertain; nobody when left out. */
  opinions?: SecondOpinions
  /** Whom to ask for the weather at the store; nobody when left out. */
  weather?: GetForecast
  /** Reads the QR codes in a picture; fetches it itself when left out. */
  lookAtPicture?: LookAtPicture
  /** Told after a commit: the platform's ids of what was handled. */
  onHandled?(eventIds: readonly string[]): void
}

export interface App {
  readonly pipeline: PipelineDeps
  readonly intake: Intake
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly watch: Watch
  start(): Promise<void>
  stop(): Promise<void>
  /** Does all that can be done by now: handles, runs jobs, sends. */
  settle(): Promise<void>
}

/** Wires everything together. `start` and `stop` may be called twice. */
export async function createApp(options: AppOptions): Promise<App> {
  const { store, clock, ids, say, dealer, log, vault, chance, alarm = {} } = options
  rememberOffsets(dealer.zone)
  const channels = await registerAccounts(options)
  const capabilities = new Map<string, ReadonlySet<Capability>>(
    [...channels].map(([id, channel]) => [id, channel.capabilities]),
  )
  const understand = cached(options.understand, options.modelVersion)
  const stepOptions = { vault, thresholds: THRESHOLDS, understand }
  const pipeline: PipelineDeps = {
    store,
    clock,
    ids,
    say,
    dealer,
    log,
    understand,
    steps: createSteps(stepOptions),
    asksOpinions: options.opinions !== undefined,
    capabilities: (accountId) => capabilities.get(accountId),
  }
  const jobs = createSqliteJobs({ store, clock, ids, zone: dealer.zone, log })
  const now = () => ({ store, ids, say, dealer, now: clock.now() })
  defineWork(jobs, { now, understand, vault, learner: options.learner, weather: options.weather })
  const reconsider = createReconsider({ ...pipeline, steps: createLateSteps(stepOptions) }, options.opinions)
  jobs.define(ASK_OPINIONS, reconsider, { isSlow: true })
  const lookAtPictures = createLookAtPictures(pipeline, options.lookAtPicture ?? lookAtPicture)
  jobs.define(LOOK_AT_PICTURES, lookAtPictures, { isSlow: true })
  const outbox = createOutbox({ store, channels, clock, chance, log, onSettled })
  const intake = createIntake(pipeline, (arrivals) => {
    for (const { accountId } of arrivals) watch.heard(accountId)
    wake()
    options.onHandled?.(arrivals.map(({ event }) => event.id))
  })
  const onChange = () => options.onAccounts?.()
  const watch = createWatch({
    store,
    // The console is no platform: it is there as long as we are, and tells nobody anything.
    channels: new Map([...channels].filter(([, channel]) => channel.kind !== 'console')),
    ways: alarm,
    vault,
    dealer,
    say,
    ids,
    clock,
    log,
    onChange,
    onNotice: wake,
  })
  jobs.define(TASKS.webhook, async (payload) => {
    if (alarm.webhook) await postWebhook(alarm.webhook, payload as AlarmPayload)
  })
  jobs.define(TASKS.mail, async (payload) => {
    if (alarm.mail) await sendMail(alarm.mail, payload as AlarmPayload)
  })

  function wake(): void {
    outbox.wake()
    jobs.wake()
    watch.moved()
  }

  async function onSettled(item: OutboxItem): Promise<void> {
    watch.moved()
    if (item.state === 'needs_person' || item.state === 'failed') await askPerson(now(), item)
    if (item.state !== 'sent') await handOver(now(), item)
  }

  async function settle(): Promise<void> {
    await intake.settled()
    await watch.look()
    await jobs.runDue()
    await outbox.runDue()
  }

  let started: Promise<void> | null = null
  async function startAll(): Promise<void> {
    await outbox.start()
    await jobs.start()
    watch.start()
    const results = await Promise.allSettled(
      [...channels].map(([id, channel]) => channel.start((event) => intake.receive(id, event))),
    )
    for (const result of results)
      if (result.status === 'rejected') log.error({ error: result.reason }, 'a channel did not start')
  }

  return {
    pipeline,
    intake,
    outbox,
    jobs,
    watch,
    settle,
    start: () => (started ??= startAll()),
    async stop() {
      if (!started) return
      await started
      started = null
      await watch.stop()
      await Promise.allSettled([...channels.values()].map((channel) => channel.stop()))
      await intake.settled()
      await jobs.stop()
      await outbox.stop()
    },
  }
}

/** A row for each of our accounts. Answers account id → channel. */
async function registerAccounts({ store, channels, ids }: AppOptions): Promise<Map<string, Channel>> {
  const registered = new Map<string, Channel>()
  for (const channel of channels) registered.set((await registerAccount(store, ids, channel)).id, channel)
  return registered
}

/** Finds the row of one of our accounts, or makes it. */
export function registerAccount(
  store: Store,
  ids: Ids,
  { kind, account }: Pick<Channel, 'kind' | 'account'>,
): Promise<ChannelAccount> {
  return store.transaction(async (db) => {
    const known = await db.findOneBy(ChannelAccount, { channel: kind, account })
    if (known) return known
    const row = { id: ids(), channel: kind, account }
    await db.insert(ChannelAccount, row)
    return row
  })
}
