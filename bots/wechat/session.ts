import type { WeChatConfig } from './config.js'
import { LIBRARY_NEEDS, readFrame } from './frames.js'
import type { OpenSession, Puppet, Session, SessionEvents } from './types.js'

/** Loads Wechaty (a second, and some 100 MB) when the first session is opened, so that nobody else pays for it. */
export const sessionOpener =
  (config: Pick<WeChatConfig, 'ENDPOINT' | 'TOKEN' | 'TLS_CA'>): OpenSession =>
  async (events) => {
    const [{ WechatyBuilder, log }, { PuppetService }] = await Promise.all([
      import('wechaty'),
      import('wechaty-puppet-service'),
    ])
    // Its log lines hold what people say.
    log.level('silent')

    class Client extends PuppetService {
      /** The library keeps names and cards of all members in plain files under ~/.wechaty, and never updates them. */
      protected override hookPayloadStore(): void {}

      /** The library never waits for this call: what it rejects with nobody would hear, which ends the process. */
      override async dirtyPayload(
        ...what: Parameters<InstanceType<typeof PuppetService>['dirtyPayload']>
      ): Promise<void> {
        await super.dirtyPayload(...what).catch(events.onError)
      }

      override async onStart(): Promise<void> {
        await super.onStart()
        this.grpcManager.on('end', events.onStreamEnd).on('cancel', events.onStreamEnd)
      }
    }

    const client = new Client({
      endpoint: config.ENDPOINT,
      token: config.TOKEN,
      ...(config.TLS_CA ? { tls: { caCert: config.TLS_CA } } : {}),
    })
    guard(client as unknown as Stream, events)
    withoutWatchdog(client as unknown as Stream)
    return toSession(WechatyBuilder.build({ puppet: client }), client, events)
  }

interface Stream {
  emit(event: string, ...args: unknown[]): boolean
  onGrpcStreamEvent(event: { getType(): number; getPayload(): string }): void
}

/** What the library cannot read it throws out of its stream listener, which would end the process: checked first. */
function guard(client: Stream, events: SessionEvents): void {
  const hear = client.onGrpcStreamEvent.bind(client)
  client.onGrpcStreamEvent = (event) => {
    const frame = readFrame(event.getType(), event.getPayload())
    if (!frame) return events.onBadFrame(event.getType())
    try {
      if (LIBRARY_NEEDS.has(frame.name)) hear(event)
    } catch (error) {
      events.onError(error)
    }
    events.onFrame(frame)
  }
}

/**
 * Wechaty resets its puppet after a minute without a heartbeat, and a reset stops the real puppet too, which may log
 * the account out. A quiet night is no fault; `link.ts` finds dead streams by asking. Without food the dog never wakes.
 */
function withoutWatchdog(client: Stream): void {
  const emit = client.emit.bind(client)
  client.emit = (event, ...args) => event !== 'heartbeat' && emit(event, ...args)
}

interface Bot {
  on(event: 'error', listener: (error: unknown) => void): unknown
  start(): Promise<void>
  stop(): Promise<void>
}

interface Client extends Puppet {
  state: { active(): boolean | 'pending' }
  on(event: 'error', listener: (error: unknown) => void): unknown
  reset(): Promise<void>
}

function toSession(bot: Bot, client: Client, events: SessionEvents): Session {
  const quietly = (run: () => Promise<void>) => async () => {
    try {
      await run()
    } catch (error) {
      events.onError(error)
    }
  }
  // Without a listener an error event ends the process; the puppet's errors arrive here too, wrapped.
  bot.on('error', () => {})
  client.on('error', events.onError)
  return {
    puppet: client,
    isActive: () => client.state.active() === true,
    start: quietly(() => bot.start()),
    reset: quietly(() => client.reset()),
    stop: quietly(() => bot.stop()),
  }
}
