import { LRUCache } from 'lru-cache'
import { type After, realAfter } from '../../src/kit/after.js'
import { type Clock, MINUTE } from '../../src/kit/clock.js'
import { CheyouError } from '../../src/kit/errors.js'
import { createLanes, type Lanes } from '../../src/kit/lanes.js'
import type { Log } from '../../src/kit/log.js'
import type { Capability, Channel, ChannelProblem, ChatEvent, Sink } from '../../src/message/index.js'
import { catchUp, refreshGroup } from './catch-up.js'
import type { QqConfig } from './config.js'
import { type Known, toChatEvent } from './decode.js'
import { createDelivery } from './deliver.js'
import { introduced } from './introduce.js'
import type { Link } from './link.js'
import { learn } from './notices.js'
import { openLink } from './open-link.js'
import { createRisk } from './risk.js'
import { createRoster } from './roster.js'
import { createSession } from './session.js'
import { type Frame, idOf, isGood } from './types.js'

export interface QqChannel extends Channel {
  problem(): ChannelProblem | undefined
  /** When the last event came in, UTC epoch ms. */
  lastEventAt(): number | undefined
  /** The port that is listened on in the modes `reverse` and `http`; undefined before the start. */
  port(): number | undefined
}

export interface QqOptions {
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
  'acceptInvitation',
  'leave',
  'announce',
  'mention',
  'listMembers',
  'directMessage',
]

/** A QQ account behind any implementation of OneBot v11. */
export function createQqChannel(config: QqConfig, { clock, log, chance, after = realAfter }: QqOptions): QqChannel {
  const account = config.ACCOUNT
  const capabilities = new Set(CAPABILITIES)
  const roster = createRoster()
  const known: Known = { account, groupName: roster.groupName, member: roster.member }
  /** Requests that were offered: the list after a reconnect holds them too. */
  const requests = new LRUCache<string, true>({ max: 5_000 })
  /** Cards that a list has told of: QQ itself tells of them when the member next speaks. */
  const toldCards = new LRUCache<string, true>({ max: 5_000 })
  let sink: Sink | undefined
  let link: Link | undefined
  let lanes: Lanes | undefined
  let starting: Promise<void> | undefined
  let port: number | undefined
  let lastEventAt: number | undefined
  let cancelPoll = () => {}

  const linkOf = (): Link => link as Link
  const session = createSession({ account, link: linkOf, after, log, onOnline: () => void refresh() })
  const risk = createRisk(clock)
  const shared = { account, capabilities, config, roster, session, risk }
  const delivery = createDelivery({ ...shared, link: linkOf, after, chance, log })

  async function ask(action: string, params: Frame, timeoutMs = 10_000): Promise<unknown> {
    const answer = await link?.call(action, params, timeoutMs).catch(() => undefined)
    return answer && isGood(answer) ? answer.data : undefined
  }

  function offer(event: ChatEvent): Promise<void> {
    if (event.type === 'joinRequest' || event.type === 'invitation') {
      if (requests.has(event.request)) return Promise.resolve()
      requests.set(event.request, true)
    }
    const lane = `${event.room.kind} ${event.room.id}`
    let ready: ChatEvent | undefined
    const work = async () => {
      ready ??= await introduced(event, { ask, roster, account })
      await sink?.(ready)
    }
    return lanes ? lanes.run(lane, work) : Promise.resolve()
  }

  const catchUpOptions = () => {
    const mine = session.number()
    const goesOn = () => session.number() === mine && sink !== undefined
    const offerChange = (event: ChatEvent) => {
      if (event.type === 'card') toldCards.set(`${event.room.id} ${event.sender.id} ${event.sender.card ?? ''}`, true)
      void offer(event).catch(() => undefined)
    }
    return { account, roster, known, clock, after, chance, ask, goesOn, offer: offerChange }
  }

  /** At once after each connection, and then every so often. */
  async function refresh(): Promise<void> {
    cancelPoll()
    const options = catchUpOptions()
    await catchUp(options)
    if (!options.goesOn()) return
    cancelPoll()
    cancelPoll = after(config.CARD_POLL_MINUTES * MINUTE, () => void refresh())
  }

  async function onEvent(frame: Frame): Promise<void> {
    const self = idOf(frame.self_id)
    if (!sink) return
    // A greeting for another account says what is wrong; what else is told to another account is none of ours.
    if (frame.post_type === 'meta_event') return session.meta(frame)
    if (self !== undefined && self !== account) return
    if (frame.notice_type === 'bot_offline') return session.meta(frame)
    lastEventAt = clock.now()
    if (frame.notice_type === 'group_card' && isTold(frame)) return
    // Who leaves is still in the roster, and who comes is not: the frame is read before anything is learnt from it.
    const event = toChatEvent(frame, known)
    const entered = learn(frame, roster, account)
    if (entered !== undefined) void refreshGroup(entered, catchUpOptions())
    if (event) return offer(event)
    const { group_id, user_id, message_id } = frame
    log.debug(
      { account, group: idOf(group_id), user: idOf(user_id), message: idOf(message_id) },
      'a frame says nothing to us',
    )
  }

  function isTold({ group_id, user_id, card_new }: Frame): boolean {
    return toldCards.delete(`${idOf(group_id)} ${idOf(user_id)} ${typeof card_new === 'string' ? card_new : ''}`)
  }

  async function begin(): Promise<void> {
    lanes = createLanes(after, (lane) =>
      log.error({ account, lane }, 'too much waits for the database: an event is dropped'),
    )
    link = await openLink(config, {
      after,
      chance,
      events: { onOpen: session.opened, onClose: session.closed, onEvent },
      onBadFrame: () => log.warn({ account }, 'a frame that is no JSON object was dropped'),
      onRefused: (status) => log.warn({ account, status }, 'a connection was refused'),
      onListening: (bound) => {
        port = bound
      },
    })
    session.begin()
    try {
      await link.start()
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
      session.closed('port_busy')
      throw new CheyouError('port_busy', { port: 'PORT' in config ? config.PORT : 0 }, { cause: error })
    }
  }

  return {
    kind: 'qq',
    account,
    capabilities,
    state: () => (session.state() === 'online' && (risk.isHeld() || lanes?.isFailing()) ? 'degraded' : session.state()),
    problem() {
      const known = session.problem()
      if (known) return known
      // The way to it is good, and the account itself is off line: thrown out, or frozen.
      if (session.state() === 'degraded') return 'account_offline'
      return session.state() === 'online' && risk.isHeld() ? 'risk_control' : undefined
    },
    lastEventAt: () => lastEventAt,
    port: () => port,
    deliver: delivery,
    start(given) {
      sink ??= given
      starting ??= begin()
      return starting
    },
    async stop() {
      if (!starting) return
      await starting.catch(() => undefined)
      starting = undefined
      cancelPoll()
      session.end()
      await link?.stop()
      await lanes?.end()
      sink = undefined
    },
  }
}
