import type { AddressInfo } from 'node:net'
import { createSandboxPort } from '../../bots/sandbox/port.js'
import { type ConsoleAppOptions, createConsoleApp } from '../../src/console/app.js'
import type { ConsoleDeps, ConsoleEvent, Explanation } from '../../src/console/deps.js'
import type { AccountReport } from '../../src/watch/index.js'
import { createScene, createSink, furnish } from '../bots/sandbox/scene.js'
import { createAsk } from '../kit/http.js'

/** The console over a real sandbox world, with a bot that takes everything in and says nothing. */
export async function createHarness() {
  const scene = createScene()
  furnish(scene.world)
  const sink = createSink()
  await scene.channel.start(sink)
  const explanations = new Map<string, Explanation>()
  const reports: AccountReport[] = []
  const listeners = new Set<(event: ConsoleEvent) => void>()
  const corrections: unknown[][] = []
  const deps: ConsoleDeps = {
    world: createSandboxPort(scene.world, scene.channel, scene.ids),
    explain: async (_room, post) => explanations.get(post) ?? null,
    correct: async (...said) => void corrections.push(said),
    health: () => ({ ok: true, version: 'test', waiting: 0, channels: [] }),
    channels: async () => reports,
    texts: (locale) => ({ hello: locale }),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const happen = (event: ConsoleEvent) => {
    for (const listener of listeners) listener(event)
  }
  return { ...scene, sink, deps, explanations, corrections, reports, listeners, happen }
}

const open: (() => Promise<void>)[] = []

/** To be called after each test: a listening server keeps the process alive. */
export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((close) => close()))
}

/** The harness with its server listening, and real requests. */
export async function createHarnessApp(options: ConsoleAppOptions = {}, more: Partial<ConsoleDeps> = {}) {
  const harness = await createHarness()
  const app = await createConsoleApp({ ...harness.deps, ...more }, options)
  open.push(async () => {
    await app.close()
    await harness.channel.stop()
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo

  const ask = createAsk(port)
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const sent = payload ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) } : {}
    const { status, body } = await ask(`/api${url}`, { method, ...sent })
    return { status, body: JSON.parse(body) }
  }
  return { ...harness, url: `http://localhost:${port}`, ask, call }
}
