import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import testApi from 'telegram-test-api'
import { type Body, change, changeBot, type Effects, METHODS, Refusal } from './methods.js'
import { createUpdates } from './updates.js'
import type { TelegramWorld, TgChat, TgMember, TgUser } from './world.js'

/** The package exports its class bare, and its types say that it lies under `default`. */
const TelegramServer = testApi as unknown as typeof testApi.default

export interface Trouble {
  method: string
  /** How many good calls come before it. */
  after: number
  refusal: Refusal | 'lost_answer'
}

interface Saying {
  chat: number
  from: TgUser
  text?: string
  /** Seconds. */
  date?: number
  fields?: Body
}

/**
 * `telegram-test-api` with a door of ours before it: the door holds getUpdates, keeps the rules of groups and rights,
 * answers the methods that the test server lacks, writes down every call, and breaks on demand.
 */
export async function createTelegramServer(world: TelegramWorld, token: string, seconds: () => number) {
  const judge = new TelegramServer({ host: '127.0.0.1', port: await freePort() })
  await judge.start()
  const updates = createUpdates()
  const log: { method: string; body: Body }[] = []
  let trouble: Trouble | undefined
  let port = 0
  let server: Server | undefined

  async function askJudge(method: string, body: Body): Promise<unknown> {
    const answer = await fetch(`${judge.config.apiURL}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { ok, result } = (await answer.json()) as { ok?: boolean; result?: unknown }
    if (!ok) throw new Error(`the test server refuses ${method}`)
    return result
  }
  const effects: Effects = { world, seconds, judge: askJudge, emit: updates.push }

  // What people say arrives at the test server, and from there with us.
  let lastSaid = 0
  const fetchNew = () => {
    for (const update of judge.getUpdates(token)) {
      if (update.message) lastSaid = update.message.message_id
      updates.push(update)
    }
  }
  for (const name of ['AddedUserMessage', 'AddedUserCommand', 'AddedUserCallbackQuery']) judge.on(name, fetchNew)

  async function carryOut(method: string, body: Body): Promise<unknown> {
    if (method === 'getUpdates') return updates.ask(body)
    if (method === 'setWebhook') {
      updates.setHook({ url: String(body.url), secret: body.secret_token as string | undefined })
      return true
    }
    if (method === 'deleteWebhook') {
      updates.setHook(undefined)
      return askJudge(method, body)
    }
    if (method === 'getWebhookInfo') return updates.hookInfo()
    const known = METHODS[method]
    return known ? known(body, effects) : askJudge(method, body)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Body
    log.push({ method, body })
    try {
      if (given !== token) throw new Refusal(401, 'Unauthorized')
      const breaks = trouble?.method === method && trouble.after-- <= 0 ? trouble.refusal : undefined
      if (breaks) trouble = undefined
      if (breaks instanceof Refusal) throw breaks
      const result = await carryOut(method, body)
      if (breaks) request.socket.destroy()
      else answer(response, 200, { ok: true, result: result ?? true })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, message, parameters } = error
      answer(response, status, {
        ok: false,
        error_code: status,
        description: message,
        ...(parameters && { parameters }),
      })
    }
  }

  function open(): Promise<void> {
    const made = createServer((request, response) => {
      handle(request, response).catch(() => response.destroy())
    })
    server = made
    return new Promise((resolve) =>
      made.listen(port, '127.0.0.1', () => {
        port = (made.address() as AddressInfo).port
        resolve()
      }),
    )
  }

  function shut(): Promise<void> {
    const made = server
    server = undefined
    return new Promise((resolve) => {
      if (!made) return resolve()
      made.close(() => resolve())
      made.closeAllConnections()
    })
  }

  await open()

  const about = (chat: TgChat) => ({ id: chat.id, type: chat.type, title: chat.title })

  return {
    world,
    log,
    url: () => `http://127.0.0.1:${port}`,
    fails(next: Trouble): void {
      trouble = next
    },
    /** Somebody says something, in a group or in private; answers the id of the message. */
    async says({ chat, from, text, date = seconds(), fields = {} }: Saying): Promise<number> {
      const group = world.chats.get(chat)
      if (!group) world.started.add(from.id)
      const { id: userId, first_name: firstName, username } = from
      const client = judge.getClient(token, { userId, chatId: chat, firstName })
      const where = group ? about(group) : { id: chat, type: 'private', first_name: firstName }
      const message = { ...client.makeMessage(text ?? ''), from: { ...from, username }, chat: where, date, ...fields }
      await client.sendMessage((text === undefined ? { ...message, text: undefined } : message) as never)
      return lastSaid
    },
    /** Somebody presses a button under a message. */
    async presses(chat: number, from: TgUser, message_id: number, data: string): Promise<void> {
      const group = world.chats.get(chat)
      const client = judge.getClient(token, { userId: from.id, chatId: chat })
      const where = group ? about(group) : { id: chat, type: 'private' }
      const query = client.makeCallbackQuery(data)
      await client.sendCallback({ ...query, from, message: { ...query.message, message_id, chat: where } } as never)
    },
    changes: (chat: TgChat, user: TgUser, next: Omit<TgMember, 'user'>, by?: TgUser) =>
      change(effects, chat, user, next, by),
    changesBot: (chat: TgChat, next: Omit<TgMember, 'user'>, by: TgUser) => changeBot(effects, chat, next, by),
    push: updates.push,
    confirmed: updates.confirmed,
    waiting: updates.waiting,
    hookInfo: updates.hookInfo,
    open,
    shut,
    async close(): Promise<void> {
      await updates.close()
      await shut()
      await judge.stop()
    },
  }
}

export type FakeTelegram = Awaited<ReturnType<typeof createTelegramServer>>

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The test server takes 0 for its default port. */
function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve) =>
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    }),
  )
}
