import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Opinion } from '../../src/opinion/index.js'

/** What can go wrong with such a server. Each is what the next request gets, in the order in which they are queued. */
export type Fault =
  | { type: 'status'; status: number; retryAfter?: number }
  | { type: 'slow' | 'endless' | 'reset' | 'truncated' | 'redirect' }
  | { type: 'content'; content: string }
  | { type: 'body'; body: string }

/** Chat completions as OpenAI documents them, as far as a strict server would insist. */
const requestSchema = z.strictObject({
  model: z.literal('judge-1'),
  temperature: z.literal(0),
  max_tokens: z.number().int().positive(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      strict: z.literal(true),
      schema: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false) }),
    }),
  }),
})

const questionSchema = z.strictObject({
  messages: z.array(z.strictObject({ n: z.number().int(), text: z.string() })).min(1),
})

const KEY = 'sk-test'

/** A server on this machine that speaks the API, answers as it is told to, and fails as it is told to. */
export async function opinionServer(think: (text: string) => Opinion = () => ({ leads: [], moderation: 'clean' })) {
  const asked: string[][] = []
  const bodies: string[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    bodies.push(body)
    const refuse = (status: number) => response.writeHead(status).end(JSON.stringify({ error: { message: 'no' } }))
    if (request.headers.authorization !== `Bearer ${KEY}`) return void refuse(401)
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return void refuse(404)
    const parsed = requestSchema.safeParse(JSON.parse(body))
    if (!parsed.success) return void refuse(400)
    const { messages } = questionSchema.parse(JSON.parse(parsed.data.messages[1].content))
    asked.push(messages.map(({ text }) => text))
    const fault = faults.shift()
    if (fault) return fail(fault, request, response)
    say(response, JSON.stringify({ answers: messages.map(({ n, text }) => ({ n, ...think(text) })) }))
  }

  function say(response: ServerResponse, content: string): void {
    const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }
    const usage = { prompt_tokens: 70, completion_tokens: 30, total_tokens: 100 }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', choices: [choice], usage }))
  }

  function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
    if (fault.type === 'status') {
      const headers = fault.retryAfter ? { 'retry-after': String(fault.retryAfter) } : {}
      response.writeHead(fault.status, headers).end('{"error":{}}')
    } else if (fault.type === 'content') say(response, fault.content)
    else if (fault.type === 'body') response.end(fault.body)
    else if (fault.type === 'reset') request.socket.destroy()
    else if (fault.type === 'redirect') response.writeHead(307, { location: `${url}/elsewhere` }).end()
    else if (fault.type === 'truncated') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"choices":[')
      request.socket.end()
    } else if (fault.type === 'endless') {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      }
      response.on('drain', more)
      more()
    }
    // `slow` never answers.
  }

  return {
    server: { url, model: 'judge-1', key: KEY, timeout: 2_000 },
    /** The texts of each call, in order. */
    asked,
    /** All that arrived, word for word. */
    bodies,
    fail: (...queued: Fault[]) => void faults.push(...queued),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
