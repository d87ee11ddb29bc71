import { type After, createPauses, type Pauses, realAfter } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import type { Log } from '../../src/kit/log.js'
import type { Capability, Channel, ChannelState, Sink } from '../../src/message/index.js'
import { openApi, type TelegramApi } from './api.js'
import { accountOf, type TelegramConfig } from './config.js'
import { createDelivery } from './deliver.js'
import type { Link, Problem } from './link.js'
import { createPeople } from './people.js'
import { createPolling } from './poll.js'
import { createRooms } from './rooms.js'
import { createSeal } from './seal.js'
import { createTake } from './take.js'
import { createWebhook } from './webhook.js'

export interface TelegramChannel extends Channel {
  /** Why it is not online, where the operator may have to do something about it. */
  problem(): Problem | undefined
}

export interface TelegramOptions {
  clock: Clock
  log: Log
  /** A number in [0, 1). */
  chance: () => number
  after?: After
}

const CAPABILITIES: readonly Capability[] = [
  'recall',
  'mute',
  'kick',
  'setCard',
  'approveJoin',
  'leave',
  'announce',
  'buttons',
  'mention',
  'directMessage',
]

/** A Telegram bot. */
export function createTelegramChannel(
  config: TelegramConfig,
  { clock, log, chance, after = realAfter }: TelegramOptions,
): TelegramChannel {
  const account = accountOf(config)
  const seal = createSeal(config.TOKEN)
  const rooms = createRooms()
  const people = createPeople(clock, async (chat_id) => (await api?.calls.getChatAdministrators({ chat_id })) ?? [])
  let api: TelegramApi | undefined
  let sink: Sink | undefined
  let link: Link | undefined
  let pauses: Pauses = createPauses(after)
  let starting: Promise<void> | undefined
  let connected = false
  let failing = false
  let problem: Problem | undefined
  let username: string | undefined

  const take = createTake({
    account,
    username: () => username,
    people,
    rooms,
    seal,
    clock,
    log,
    sink: () => sink,
    pauses: () => pauses,
    answerPress: (callback_query_id) =>
      void api?.calls.answerCallbackQuery({ callback_query_id }).catch(() => undefined),
    onFailing: (now) => {
      failing = now
    },
  })

  function report(now: Problem | undefined): void {
    if (!sink) return
    if (connected !== (now === undefined) || problem !== now) log.info({ account, problem: now }, 'telegram connection')
    connected = now === undefined
    problem = now
  }

  async function begin(): Promise<void> {
    const opened = await openApi(config)
    api = opened
    pauses = createPauses(after)
    const shared = {
      account,
      pauses,
      chance,
      log,
      report,
      greet: async (signal: AbortSignal) => {
        username = (await opened.calls.getMe(signal as never)).username
      },
      take,
    }
    link =
      config.MODE === 'webhook'
        ? createWebhook({ ...shared, api: opened.calls, config })
        : createPolling({ ...shared, api: opened.polls })
    await link.start()
  }

  return {
    kind: 'telegram',
    account,
    capabilities: new Set(CAPABILITIES),

    state(): ChannelState {
      if (!sink || problem === 'port_busy') return 'offline'
      if (!connected) return problem === 'token_refused' ? 'offline' : 'connecting'
      return failing ? 'degraded' : 'online'
    },
    problem: () => problem,
    deliver: createDelivery({
      account,
      api: () => (sink && connected ? api?.calls : undefined),
      rooms,
      people,
      seal,
      limit: config.TEXT_LIMIT,
      clock,
      log,
    }),

    start(given) {
      sink ??= given
      starting ??= begin()
      return starting
    },
    async stop() {
      if (!starting) return
      await starting.catch(() => undefined)
      starting = undefined
      sink = undefined
      connected = false
      failing = false
      pauses.end()
      await link?.stop()
      link = undefined
    },
  }
}
