import type { Capability, Channel, ChannelState, Receipt, Sink } from '../../src/message/index.js'
import { toChatEvent } from './decode.js'
import { perform } from './encode.js'
import type { SandboxWorld } from './world.js'

/** What tests may let go wrong. Each is used up by one delivery. */
export interface Faults {
  /** `drop`: not done, outcome unknown · `unknown`: done, outcome unknown · `rate_limit`: not done, may be retried. */
  nextDeliver?: 'drop' | 'unknown' | 'rate_limit'
}

export interface SandboxChannel extends Channel {
  faults: Faults
  /** An outage of the platform: nothing comes in, nothing goes out; what was posted meanwhile is offered afterwards. */
  setOnline(online: boolean): void
  /** Resolves true when the bot has durably taken the post in, false when it cannot for now. */
  taken(post: string): Promise<boolean>
}

export interface SandboxChannelOptions {
  account: string
  clock: { now(): number }
  /** How long to wait, in ms, before a post that the sink refused is offered again. */
  retryMs?: number
}

const CAPABILITIES: readonly Capability[] = [
  'recall',
  'mute',
  'kick',
  'setCard',
  'announce',
  'acceptInvitation',
  'leave',
  'buttons',
  'mention',
  'listMembers',
  'directMessage',
]

/** The sandbox as a channel like any other. Posts of one room are offered in order, rooms in parallel. */
export function createSandboxChannel(world: SandboxWorld, options: SandboxChannelOptions): SandboxChannel {
  const { account, clock, retryMs = 1000 } = options
  let sink: Sink | undefined
  let online = true
  let stopListening: (() => void) | undefined
  const lanes = new Map<string, Promise<void>>()
  const failing = new Set<string>()
  const timers = new Set<NodeJS.Timeout>()
  const waiters = new Map<string, ((taken: boolean) => void)[]>()
  const settle = (post: string, taken: boolean) => {
    for (const resolve of waiters.get(post) ?? []) resolve(taken)
    waiters.delete(post)
  }
  const settleAll = () => {
    for (const post of [...waiters.keys()]) settle(post, false)
  }

  /** Offers a room's posts one after the other until none is left or the sink refuses one. */
  async function drain(roomId: string): Promise<void> {
    for (let post = world.nextOffered(roomId); post && sink && online; post = world.nextOffered(roomId)) {
      const room = world.room(roomId)
      const event = room && toChatEvent(post, room)
      try {
        if (event) await sink(event)
        world.ack(post.id)
        failing.delete(roomId)
        settle(post.id, true)
      } catch {
        // The sink's owner logs why. The post stays offered and keeps its place before what follows it.
        failing.add(roomId)
        settle(post.id, false)
        later(roomId)
        return
      }
    }
  }

  function pump(roomId: string): void {
    if (!sink || !online || lanes.has(roomId)) return
    const lane = drain(roomId).then(() => {
      lanes.delete(roomId)
      // Something may have been posted between the last look and now.
      if (!failing.has(roomId) && world.nextOffered(roomId)) pump(roomId)
    })
    lanes.set(roomId, lane)
  }

  function later(roomId: string): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      pump(roomId)
    }, retryMs)
    timers.add(timer)
  }

  const pumpAll = () => {
    for (const room of world.rooms()) if (world.nextOffered(room.id)) pump(room.id)
  }

  const channel: SandboxChannel = {
    kind: 'sandbox',
    account,
    capabilities: new Set(CAPABILITIES),
    faults: {},

    state(): ChannelState {
      if (!sink || !online) return 'offline'
      return failing.size ? 'degraded' : 'online'
    },

    async start(given) {
      if (sink) return
      sink = given
      stopListening = world.onChange((change) => {
        if (change.type === 'post' && change.offer) pump(change.post.room)
      })
      pumpAll()
    },

    async stop() {
      sink = undefined
      stopListening?.()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      failing.clear()
      await Promise.all(lanes.values())
      settleAll()
    },

    setOnline(next) {
      online = next
      if (online) pumpAll()
      else settleAll()
    },

    taken(post) {
      if (!world.isOffered(post)) return Promise.resolve(true)
      if (!sink || !online) return Promise.resolve(false)
      return new Promise((resolve) => waiters.set(post, [...(waiters.get(post) ?? []), resolve]))
    },

    async deliver(action): Promise<Receipt> {
      const fault = channel.faults.nextDeliver
      delete channel.faults.nextDeliver
      if (!sink || !online) return { outcome: 'not_sent', reason: 'offline', retry: true }
      if (fault === 'rate_limit') return { outcome: 'not_sent', reason: 'rate_limit', retry: true }
      if (fault === 'drop') return { outcome: 'unknown', reason: 'no_answer' }
      const receipt = perform(world, account, action, clock.now())
      return fault === 'unknown' ? { outcome: 'unknown', reason: 'no_answer' } : receipt
    },
  }
  return channel
}
