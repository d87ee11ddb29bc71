import { z } from 'zod'
import { CheyouError } from '../../src/kit/errors.js'

const account = z.string().regex(/^\d{4,20}$/, 'must be the QQ number of the bot')
const port = z.coerce.number().int().min(0).max(65535)
const shared = {
  ACCOUNT: account.describe('QQ number of the bot'),
  CARD_POLL_MINUTES: z.coerce
    .number()
    .min(1)
    .max(1440)
    .default(15)
    .describe('How often name cards are looked at: QQ tells of a new one only when the member speaks'),
  TEXT_LIMIT: z.coerce.number().int().min(100).max(5000).default(3000).describe('Longer texts are sent in pieces'),
}
const http = (what: string) => z.string().regex(/^https?:\/\//, `must be ${what}`)

const schema = z.discriminatedUnion('MODE', [
  z.object({
    ...shared,
    MODE: z.literal('forward').describe('forward: we dial the implementation (WebSocket)'),
    URL: z
      .string()
      .regex(/^wss?:\/\//, 'must be a ws:// or wss:// address')
      .describe('Its address'),
    TOKEN: z.string().min(1).optional().describe('Access token'),
  }),
  z.object({
    ...shared,
    MODE: z.literal('reverse').describe('reverse: the implementation dials us (WebSocket)'),
    HOST: z.string().min(1).default('127.0.0.1').describe('Address that we listen on'),
    PORT: port.default(8687).describe('Port that we listen on; each account has its own'),
    TOKEN: z.string({ error: 'is needed: without it anybody could speak for QQ' }).min(1).describe('Access token'),
  }),
  z.object({
    ...shared,
    MODE: z.literal('http').describe('http: calls by HTTP, events by HTTP POST'),
    URL: http('the http:// address of the HTTP API').describe('Address of the HTTP API'),
    TOKEN: z.string().min(1).optional().describe('Access token of the HTTP API'),
    HOST: z.string().min(1).default('127.0.0.1').describe('Address that we listen on for events'),
    PORT: port.default(8688).describe('Port that we listen on for events; each account has its own'),
    SECRET: z.string({ error: 'is needed: events are signed with it' }).min(1).describe('Secret of X-Signature'),
  }),
])

/** One QQ account and the way to it. Token and secret come from the environment only. */
export type QqConfig = z.infer<typeof schema>

const FIELDS = [...new Set(schema.options.flatMap((option) => Object.keys(option.shape)))]

/**
 * `CHEYOU_QQ_…` is the first account, `CHEYOU_QQ_2_…` the second, and so on; none without an ACCOUNT.
 * @throws CheyouError config_invalid, naming the variable and what is wrong with it
 */
export function readQqConfig(env: Record<string, string | undefined>): QqConfig[] {
  const configs: QqConfig[] = []
  const numbers = new Set([1])
  for (const name of Object.keys(env)) {
    const number = /^CHEYOU_QQ_(\d+)_/.exec(name)?.[1]
    if (number && env[name]) numbers.add(Number(number))
  }
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const prefix = number === 1 ? 'CHEYOU_QQ_' : `CHEYOU_QQ_${number}_`
    const config = readOne(env, prefix)
    if (!config) continue
    refuseTwice(configs, config, prefix)
    configs.push(config)
  }
  return configs
}

function readOne(env: Record<string, string | undefined>, prefix: string): QqConfig | undefined {
  const given = Object.fromEntries(FIELDS.map((field) => [field, env[prefix + field] || undefined]))
  if (Object.values(given).every((value) => value === undefined)) return undefined
  const result = schema.safeParse({ ...given, MODE: given.MODE ?? 'forward' })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const missing = issue?.path[0] !== undefined && given[String(issue.path[0])] === undefined
  const problem = missing && issue?.message.startsWith('Invalid') ? 'is missing' : (issue?.message ?? '')
  throw new CheyouError('config_invalid', { name: prefix + String(issue?.path[0] ?? 'MODE'), problem })
}

function refuseTwice(configs: readonly QqConfig[], config: QqConfig, prefix: string): void {
  const refuse = (field: string, problem: string) => {
    throw new CheyouError('config_invalid', { name: prefix + field, problem })
  }
  if (configs.some((each) => each.ACCOUNT === config.ACCOUNT)) refuse('ACCOUNT', 'is there twice')
  if (!('PORT' in config) || config.PORT === 0) return
  if (configs.some((each) => 'PORT' in each && each.PORT === config.PORT)) refuse('PORT', 'is taken by another account')
}
