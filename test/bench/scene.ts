import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, registerAccount } from '../../src/app.js'
import { systemClock } from '../../src/kit/clock.js'
import { createVault } from '../../src/kit/crypto.js'
import { createIds } from '../../src/kit/ids.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import type { Channel, ChatEvent } from '../../src/message/index.js'
import { openStore } from '../../src/store/index.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { DEALER } from '../kit/dealer.js'

/** The real app on a fresh SQLite file that survives a power cut; its channel swallows what is sent. */
export async function benchApp(file = join(mkdtempSync(join(tmpdir(), 'cheyou-bench-')), 'cheyou.sqlite')) {
  const store = await openStore({ engine: 'sqlite', file, synchronous: 'FULL' })
  const ids = createIds()
  const channel: Channel = {
    kind: 'sandbox',
    account: 'cheyou',
    capabilities: new Set(['recall', 'mute', 'kick', 'announce', 'buttons', 'mention']),
    state: () => 'offline',
    start: async () => undefined,
    stop: async () => undefined,
    deliver: async () => ({ outcome: 'not_sent', reason: 'bench', retry: true }),
  }
  const app = await createApp({
    store,
    channels: [channel],
    understand: createUnderstand(),
    vault: createVault(Buffer.alloc(32, 1)),
    dealer: DEALER,
    say: createSay('zh-CN'),
    clock: systemClock,
    ids,
    chance: Math.random,
    log: silentLog,
  })
  const account = await registerAccount(store, ids, channel)
  return { app, store, accountId: account.id, file }
}

/** The n-th message of a busy dealer: twenty groups of two hundred members. */
export function benchEvent(n: number, text: string, from = 'b'): ChatEvent {
  const group = n % 20
  const member = Math.floor(n / 20) % 200
  return {
    type: 'message',
    id: `${from}${n}`,
    at: Date.UTC(2026, 8, 1) + n * 500,
    room: { id: `group-${group}`, kind: 'group', name: `群${group}` },
    sender: { id: `member-${group}-${member}`, card: `追风车主-${member}`, role: 'member' },
    text,
  }
}

/** Hands messages in, so many at a time, as connections that wait for their acknowledgement do. */
export async function pump(
  app: Awaited<ReturnType<typeof benchApp>>,
  events: ChatEvent[],
  inFlight = 400,
): Promise<number> {
  const started = performance.now()
  let next = 0
  const worker = async () => {
    while (next < events.length) await app.app.intake.receive(app.accountId, events[next++] as ChatEvent)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  await app.app.intake.settled()
  return events.length / ((performance.now() - started) / 1000)
}
