import { z } from 'zod'
import { CheyouError } from '../../src/kit/errors.js'

const wholeNumber = (least: number, most: number) =>
  z.coerce.number(`must be a whole number from ${least} to ${most}`).int().min(least).max(most)

const shared = {
  TOKEN: z
    .string({ error: 'is missing' })
    .regex(/^\d{3,20}:[\w-]{30,}$/, 'must be the token that @BotFather gave')
    .describe('Token of the bot, from @BotFather'),
  API_ROOT: z
    .string()
    .regex(/^https?:\/\/[^/]+(\/.*)?[^/]$/, 'must be an http(s) address without a slash at the end')
    .default('https://api.telegram.org')
    .describe('Address of the Bot API; a server of your own, or a relay, where Telegram cannot be reached'),
  TEXT_LIMIT: wholeNumber(100, 4096).default(4096).describe('Longer texts are sent in pieces'),
}

const schema = z.discriminatedUnion(
  'MODE',
  [
    z.object({ ...shared, MODE: z.literal('poll').describe('poll: we ask Telegram; needs no address of our own') }),
    z.object({
      ...shared,
      MODE: z.literal('webhook').describe('webhook: Telegram calls us'),
      WEBHOOK_URL: z
        .string({ error: 'is missing' })
        .refine(
          (url) => /^https?:\/\/[^\s?#]+$/.test(url) && URL.canParse(url),
          'must be a public address without ? or #',
        )
        .describe('Public https address that leads to HOST:PORT, path included'),
      SECRET: z
        .string({ error: 'is needed: without it anybody could speak for Telegram' })
        .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 letters, digits, - or _')
        .describe('What Telegram has to say with each call; made up by you'),
      HOST: z.string().min(1).default('127.0.0.1').describe('Address that we listen on'),
      PORT: wholeNumber(1, 65_535).default(8689).describe('Port that we listen on'),
    }),
  ],
  { error: 'must be poll or webhook' },
)

/** One Telegram bot. Token and secret come from the environment only. */
export type TelegramConfig = z.infer<typeof schema>
export type WebhookConfig = Extract<TelegramConfig, { MODE: 'webhook' }>

/** The bot's own user id is the first half of its token. */
export const accountOf = ({ TOKEN }: Pick<TelegramConfig, 'TOKEN'>): string => TOKEN.split(':')[0] as string

const FIELDS = [...new Set(schema.options.flatMap((option) => Object.keys(option.shape)))]

/**
 * `CHEYOU_TELEGRAM_…` is the first bot, `CHEYOU_TELEGRAM_2_…` the second, and so on.
 * @throws CheyouError config_invalid, naming the variable and what is wrong with it, never its value
 */
export function readTelegramConfig(env: Record<string, string | undefined>): TelegramConfig[] {
  const numbers = new Set([1])
  for (const [name, value] of Object.entries(env)) {
    const number = /^CHEYOU_TELEGRAM_(\d+)_/.exec(name)?.[1]
    if (number && value) numbers.add(Number(number))
  }
  const configs: TelegramConfig[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const prefix = number === 1 ? 'CHEYOU_TELEGRAM_' : `CHEYOU_TELEGRAM_${number}_`
    const config = readOne(env, prefix)
    if (!config) continue
    refuseTwice(configs, config, prefix)
    configs.push(config)
  }
  return configs
}

function readOne(env: Record<string, string | undefined>, prefix: string): TelegramConfig | undefined {
  const given = Object.fromEntries(FIELDS.map((field) => [field, env[prefix + field] || undefined]))
  if (Object.values(given).every((value) => value === undefined)) return undefined
  const result = schema.safeParse({ ...given, MODE: given.MODE ?? 'poll' })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  return refuse(prefix + String(issue?.path[0] ?? 'MODE'), issue?.message ?? '')
}

function refuseTwice(configs: readonly TelegramConfig[], config: TelegramConfig, prefix: string): void {
  if (configs.some((each) => accountOf(each) === accountOf(config))) refuse(`${prefix}TOKEN`, 'is there twice')
  if (config.MODE !== 'webhook') return
  if (configs.some((each) => each.MODE === 'webhook' && each.PORT === config.PORT))
    refuse(`${prefix}PORT`, 'is taken by another account')
}

function refuse(name: string, problem: string): never {
  throw new CheyouError('config_invalid', { name, problem })
}
