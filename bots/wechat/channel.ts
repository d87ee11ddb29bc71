import { type After, realAfter } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import { createLanes, type Lanes } from '../../src/kit/lanes.js'
import type { Log } from '../../src/kit/log.js'
import type { Channel, ChannelProblem, ChannelState, ChatEvent, Receipt, Sink } from '../../src/message/index.js'
import { capabilitiesOf, hasStableIds } from './capabilities.js'
import type { WeChatConfig } from './config.js'
import { createEar } from './ear.js'
import { perform } from './encode.js'
import type { Frame } from './frames.js'
import { createInOrder } from './in-order.js'
import { createLink, type Link } from './link.js'
import { createLookUp, type LookUp } from './look-up.js'
import { isOpen } from './probe.js'
import type { QrCode } from './scan.js'
import { sessionOpener } from './session.js'
import type { OpenSession, Puppet } from './types.js'
import { createWatch } from './watch.js'

/** What a person wants to know about the account. */
export interface WeChatStatus {
  state: ChannelState
  /** WeChat's own id of the account while it is logged in. */
  self?: string
  /** There is a code to scan. */
  qr?: QrCode
  problem?: ChannelProblem
  /** When the gateway last told anything, UTC epoch ms. */
  lastEventAt?: number
}

export interface WeChatChannel extends Channel {
  status(): WeChatStatus
  /** Tells of each change of the status; the answer ends it. */
  onStatus(listener: (status: WeChatStatus) => void): () => void
}

export interface WeChatDeps {
  clock: Clock
  log: Log
  /** A number from 0 to 1. */
  chance(): number
  /** Called with each new code that has to be scanned. */
  onScan?(qr: QrCode): void
  after?: After
  open?: OpenSession
  isOpen?(): Promise<boolean>
  /** How long a new name card must stay before it counts, ms. */
  cardGrace?: number
}

const CARD_GRACE_MS = 60_000

/** A WeChat account, through a Wechaty gateway that holds its session. */
export function createWeChatChannel(config: WeChatConfig, deps: WeChatDeps): WeChatChannel {
  const { clock, log, chance, after = realAfter } = deps
  const account = config.ACCOUNT
  const capabilities = capabilitiesOf(config.PUPPET, config.CAN)
  const listeners = new Set<(status: WeChatStatus) => void>()
  let sink: Sink | undefined
  let link: Link | undefined
  let lanes: Lanes | undefined
  let watch: ReturnType<typeof createWatch> | undefined
  let here: { puppet: Puppet; lookUp: LookUp; self?: string } | undefined
  let qr: QrCode | undefined
  let loggedOut = false
  let lastEventAt: number | undefined
  let told = ''
  let stopping: Promise<void> | undefined

  function state(): ChannelState {
    if (!sink || !link) return 'offline'
    if (!link.puppet()) return link.problem() ? 'offline' : 'connecting'
    if (!here?.self) return qr ? 'waiting_for_scan' : loggedOut ? 'offline' : 'connecting'
    return lanes?.isFailing() || link.isQuiet() ? 'degraded' : 'online'
  }

  const problem = () => link?.problem() ?? (loggedOut && !here?.self ? ('logged_out' as const) : undefined)

  function status(): WeChatStatus {
    const why = problem()
    return {
      state: state(),
      ...(here?.self ? { self: here.self } : {}),
      ...(qr ? { qr } : {}),
      ...(why ? { problem: why } : {}),
      ...(lastEventAt === undefined ? {} : { lastEventAt }),
    }
  }

  function tell(): void {
    const { lastEventAt: _, ...now } = status()
    const line = JSON.stringify(now)
    if (line === told) return
    told = line
    log.info({ account, state: now.state, problem: now.problem }, 'wechat status')
    for (const listener of listeners) listener(status())
  }

  const connection = () => {
    const puppet = link?.puppet()
    return here?.self && puppet === here.puppet ? { ...here, self: here.self } : undefined
  }

  function offer(event: ChatEvent): void {
    const take = async () => {
      const wasFailing = lanes?.isFailing()
      try {
        await sink?.(event)
      } finally {
        if (wasFailing) queueMicrotask(tell)
      }
    }
    // What is dropped has been told.
    lanes?.run(event.room.id, take).catch(() => undefined)
  }

  function onSession(puppet: Puppet): (frame: Frame) => void {
    const lookUp = createLookUp(puppet, after)
    const mine: NonNullable<typeof here> = { puppet, lookUp }
    here = mine
    const inOrder = createInOrder<readonly ChatEvent[]>(
      (events) => {
        if (here === mine) for (const event of events) offer(event)
      },
      (error) => log.warn({ account, reason: error instanceof Error ? error.name : 'unknown' }, 'wechat event dropped'),
    )
    const isMine = () => here === mine && sink !== undefined
    return createEar(puppet, {
      config,
      clock,
      log,
      lookUp,
      watch: () => watch,
      us: () => (mine.self ? { self: mine.self, account } : undefined),
      add: (load) => {
        if (isMine()) inOrder.add(load)
      },
      onSign() {
        if (isMine()) lastEventAt = clock.now()
      },
      onLogin(self) {
        if (!isMine()) return
        mine.self = self
        qr = undefined
        loggedOut = false
        watch?.online(hasStableIds(config.PUPPET))
        tell()
      },
      onLogout() {
        if (!isMine()) return
        delete mine.self
        loggedOut = true
        tell()
      },
      onQr(next) {
        if (!isMine()) return
        const before = qr
        qr = next(qr)
        if (qr && !qr.scanned && qr.text !== before?.text) deps.onScan?.(qr)
        tell()
      },
    })
  }

  return {
    kind: 'wechat',
    account,
    capabilities,
    state,
    problem,
    loginCode: () => qr?.text,
    status,

    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async start(given) {
      await stopping
      if (sink) return
      sink = given
      loggedOut = false
      lanes = createLanes(after, () => log.error({ account }, 'wechat event dropped: the queue is full'))
      watch = createWatch({
        connection,
        clock,
        after,
        every: config.MEMBER_POLL_MINUTES * 60_000,
        grace: deps.cardGrace ?? CARD_GRACE_MS,
        emit: offer,
      })
      link = createLink({
        open: deps.open ?? sessionOpener(config),
        isOpen: deps.isOpen ?? (() => isOpen(config.ENDPOINT)),
        after,
        chance,
        log,
        onSession,
        onLost() {
          if (here) delete here.self
          qr = undefined
        },
        onChange: tell,
      })
      link.start()
      tell()
    },

    async stop() {
      if (stopping || !sink) return stopping
      stopping = (async () => {
        sink = undefined
        watch?.stop()
        await lanes?.end()
        await link?.stop()
        here = undefined
        qr = undefined
        tell()
      })().finally(() => {
        stopping = undefined
      })
      return stopping
    },

    async deliver(action): Promise<Receipt> {
      const now = connection()
      if (!now) return { outcome: 'not_sent', reason: 'offline', retry: true }
      return perform({ ...now, capabilities, textLimit: config.TEXT_LIMIT, after }, action)
    },
  }
}
