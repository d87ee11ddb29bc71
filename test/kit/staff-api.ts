import type { AddressInfo } from 'node:net'
import { createConsoleChannel } from '../../bots/console/channel.js'
import { createOrder } from '../../bots/order.js'
import { createSandboxPort } from '../../bots/sandbox/port.js'
import { registerAccount } from '../../src/app.js'
import { createConsoleApp } from '../../src/console/app.js'
import type { StaffDeps } from '../../src/console/deps.js'
import { openLink } from '../../src/features/broadcasts/index.js'
import { createLeadDoor } from '../../src/features/leads/index.js'
import { createVault } from '../../src/kit/crypto.js'
import type { TestGroup } from './group.js'
import { createAsk } from './http.js'

interface Asked {
  cookie?: string
  body?: object
  headers?: Record<string, string>
  /** The address that it comes from; this machine when left out. */
  from?: string
}

/** What programs of the dealer sign with. */
export const HOOK_SECRET = 'a secret of the tests'

type Method = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH'

/** The staff API over a group: real requests to the real server on a port of its own. */
export async function staffApi(g: TestGroup, changes: Partial<StaffDeps> = {}) {
  const { store, ids, clock } = g.app.pipeline
  const account = await registerAccount(store, ids, createConsoleChannel())
  const vault = createVault(Buffer.alloc(32, 7))
  const takeLead = createLeadDoor({ ...g.app.pipeline, vault, onTaken: g.app.jobs.wake })
  const app = await createConsoleApp({
    world: createSandboxPort(g.world, g.channel, ids),
    staff: {
      store,
      ids,
      clock,
      voice: g.app.pipeline,
      vault,
      order: createOrder(g.app, account.id),
      takeLead,
      ...changes,
    },
    hooks: { secret: HOOK_SECRET, takeLead },
    openLink: (token) => openLink(store, token),
    explain: async () => null,
    correct: async () => undefined,
    health: () => ({ ok: true, version: 'test', waiting: 0, channels: [] }),
    channels: async () => [],
    texts: () => ({}),
  })

  await app.listen({ port: 0, host: '127.0.0.1' })
  const send = createAsk((app.server.address() as AddressInfo).port)

  async function ask(method: Method, path: string, options: Asked = {}) {
    return askAt(method, `/api${path}`, options)
  }

  async function askAt(method: Method, path: string, { cookie, body, headers = {}, from }: Asked = {}) {
    const answer = await send(path, {
      method,
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(from && { 'x-forwarded-for': from }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    })
    await g.settle()
    return {
      status: answer.status,
      body: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(answer.body) : undefined,
      bytes: answer.bytes,
      location: answer.headers.location,
      setCookie: answer.headers['set-cookie']?.[0],
    }
  }

  /** What a colleague is given who asks the bot for it in private. */
  async function codeFor(name: string): Promise<string> {
    await g.whispers(name, '登录')
    return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(g.lastWhisper(name))?.[0] ?? ''
  }

  /** Logs a colleague in; answers what they may do from then on. */
  async function logIn(name: string) {
    const { setCookie = '' } = await ask('POST', '/session', { body: { code: await codeFor(name) } })
    const cookie = setCookie.split(';')[0] as string
    return {
      cookie,
      ask: (method: Method, path: string, body?: object) => ask(method, path, { cookie, body }),
      /** Gives a command; answers what the bot says. */
      async orders(text: string): Promise<string> {
        const { body } = await ask('POST', '/staff/commands', { cookie, body: { text } })
        return body.replies.map((reply: { text: string }) => reply.text).join('\n')
      },
      async reads(path: string) {
        const { body } = await ask('GET', `/staff${path}`, { cookie })
        return body
      },
    }
  }

  return { ask, askAt, codeFor, logIn, close: () => app.close() }
}

export type StaffApi = Awaited<ReturnType<typeof staffApi>>
