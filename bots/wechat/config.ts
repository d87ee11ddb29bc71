import { z } from 'zod'
import { CheyouError } from '../../src/kit/errors.js'
import { OPTIONAL, PUPPETS } from './capabilities.js'

const yesNo = z.enum(['yes', 'no']).transform((answer) => answer === 'yes')

const schema = z.object({
  ENDPOINT: z
    .string({ error: 'is missing' })
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, 'must be host:port of the gateway')
    .describe('Address of the Wechaty gateway'),
  TOKEN: z
    .string({ error: 'is missing' })
    .regex(/^\S+_\S+$/, 'must be the token of the gateway with its prefix, such as insecure_…')
    .describe('Token of the gateway; its prefix names the TLS certificate'),
  PUPPET: z.enum(PUPPETS).default('other').describe('What drives WeChat behind the gateway'),
  CAN: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.enum(OPTIONAL)))
    .describe('What a puppet of kind `other` can do besides talking: kick, announce, mention, acceptInvitation, leave'),
  ACCOUNT: z
    .string()
    .regex(/^[\w.@-]{1,64}$/, 'may hold letters, digits, . _ @ - only')
    .optional()
    .describe('A name of your choice for this account; it must not change later'),
  TLS_CA: z.string().min(1).optional().describe('Certificate (PEM text) that signed the one of your gateway'),
  TEXT_LIMIT: z.coerce.number().int().min(100).max(16000).default(2000).describe('Longer texts are sent in pieces'),
  MEMBER_POLL_MINUTES: z.coerce
    .number()
    .min(1)
    .max(1440)
    .default(10)
    .describe('How often members and their name cards are looked at: WeChat tells of no new card'),
  ACCEPT_FRIENDS: yesNo.prefault('no').describe('yes: whoever asks to be a friend is accepted'),
  ACCEPT_INVITES: yesNo
    .prefault('no')
    .describe(
      'yes: the bot enters each group that it is invited to, and is silent there until a colleague agrees; no: a colleague is asked first',
    ),
})

/** One WeChat account and the gateway that holds its session. The token comes from the environment only. */
export type WeChatConfig = z.infer<typeof schema> & { ACCOUNT: string }

const FIELDS = Object.keys(schema.shape)

/**
 * `CHEYOU_WECHAT_…` is the first account, `CHEYOU_WECHAT_2_…` the second, and so on.
 * @throws CheyouError config_invalid, naming the variable and what is wrong with it
 */
export function readWeChatConfig(env: Record<string, string | undefined>): WeChatConfig[] {
  const numbers = new Set([1])
  for (const [name, value] of Object.entries(env)) {
    const number = /^CHEYOU_WECHAT_(\d+)_/.exec(name)?.[1]
    if (number && value) numbers.add(Number(number))
  }
  const configs: WeChatConfig[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const prefix = number === 1 ? 'CHEYOU_WECHAT_' : `CHEYOU_WECHAT_${number}_`
    const config = readOne(env, prefix, number)
    if (!config) continue
    // A gateway has one session and one event stream: two accounts cannot share it.
    for (const field of ['ENDPOINT', 'ACCOUNT'] as const)
      if (configs.some((each) => each[field] === config[field])) refuse(prefix + field, 'is there twice')
    configs.push(config)
  }
  return configs
}

function readOne(env: Record<string, string | undefined>, prefix: string, number: number): WeChatConfig | undefined {
  const given = Object.fromEntries(FIELDS.map((field) => [field, env[prefix + field] || undefined]))
  if (Object.values(given).every((value) => value === undefined)) return undefined
  const result = schema.safeParse(given)
  if (result.success) return { ...result.data, ACCOUNT: result.data.ACCOUNT ?? `wechat-${number}` }
  const issue = result.error.issues[0]
  return refuse(prefix + String(issue?.path[0]), issue?.message ?? '')
}

function refuse(name: string, problem: string): never {
  throw new CheyouError('config_invalid', { name, problem })
}
