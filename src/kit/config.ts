import { z } from 'zod'
import { CheyouError } from './errors.js'
import { LOCALES } from './texts.js'
import { readWorkingHours, type WorkingHours } from './working-hours.js'

/** The one schema of the configuration; README's table is generated from it. Each field is `CHEYOU_<NAME>` in the environment. */
const schema = z.object({
  HOME: z.string().min(1).default('var').describe('Data folder: SQLite file, keys, sandbox journal, built page'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional()
    .describe('A PostgreSQL address; without it SQLite in the data folder is used'),
  SQLITE_SYNCHRONOUS: z
    .enum(['FULL', 'NORMAL'])
    .default('FULL')
    .describe('How safely SQLite writes: FULL survives a power cut'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address that the web server listens on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8686)
    .describe('Port that the web server listens on; 0 picks a free one'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Where customers reach this server, such as `https://join.example.com`; without it nobody is sent a link to a form or a page ([how](docs/registration.md))',
    ),
  LOCALE: z.enum(LOCALES).default('zh-CN').describe('Language of the bot'),
  TIME_ZONE: z
    .string()
    .refine((zone) => isTimeZone(zone), 'is no time zone')
    .default('Asia/Shanghai')
    .describe('Business time zone'),
  OPEN_HOURS: z
    .string()
    .default('08:30-18:00')
    .transform((text, context): WorkingHours => {
      const hours = readWorkingHours(text)
      if (!hours) context.addIssue('must look like 08:30-18:00')
      return hours ?? z.NEVER
    })
    .describe('When the store is open; reminders and deadlines count these hours'),
  WATCH_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(90)
    .default(7)
    .describe('So many days the rules only watch a group that is new, and tell the staff what they would have done'),
  DEALER: z.string().min(1).default('星途行').describe("The dealer's name, as the bot says it"),
  BRAND: z.string().min(1).default('追风').describe('The brand in the name-card format `brand + 车主 + nickname`'),
  STAFF_ROOMS: z
    .string()
    .optional()
    .describe('Rooms in which the staff hear from the bot, such as `qq:123456,wechat:123@chatroom`'),
  ALARM_WEBHOOK: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .optional()
    .describe('Gets a JSON POST when an account is down or up again; see [channels](docs/channels/README.md#alarms)'),
  ALARM_MAIL_TO: z
    .string()
    .regex(/^[^\s@,<>]+@[^\s@,<>]+(\s*,\s*[^\s@,<>]+@[^\s@,<>]+)*$/, 'must be mail addresses with commas between them')
    .optional()
    .describe('Who gets a mail then; needs `CHEYOU_SMTP_URL`'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })
    .optional()
    .describe('The mail server, such as `smtps://user:password@smtp.example.com`'),
  HOOK_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe(
      'What programs of the dealer sign their leads with ([how](docs/leads.md)); without it they may hand over none',
    ),
  OPINION_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://api.example.com/v1' })
    .optional()
    .describe(
      'Base address of an OpenAI-compatible server that is asked about uncertain messages; nobody is asked without it',
    ),
  OPINION_MODEL: z.string().min(1).optional().describe('The model to ask for on that server'),
  OPINION_KEY: z.string().min(1).optional().describe('The key of that server; local ones need none'),
  OPINION_TIMEOUT: z.coerce.number().int().min(1).max(120).default(15).describe('How long an answer may take, seconds'),
  OPINION_CALLS_PER_DAY: z.coerce.number().int().min(0).default(200).describe('How often the server is asked in a day'),
  OPINION_TOKENS_PER_DAY: z.coerce
    .number()
    .int()
    .min(0)
    .default(200_000)
    .describe('How many tokens it may use in a day, question and answer together'),
  WEATHER_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://api.open-meteo.com' })
    .optional()
    .describe(
      'Base address of an Open-Meteo server that is asked for the weather at the store ([how](docs/care.md#weather)); nobody is asked without it',
    ),
  LATITUDE: z.coerce.number().min(-90).max(90).optional().describe('Where the store is, degrees north'),
  LONGITUDE: z.coerce.number().min(-180).max(180).optional().describe('Where the store is, degrees east'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('warn').describe('What is logged'),
})

const whole = schema
  .refine(({ ALARM_MAIL_TO, SMTP_URL }) => !ALARM_MAIL_TO || SMTP_URL, {
    path: ['SMTP_URL'],
    error: 'is needed to send mail to CHEYOU_ALARM_MAIL_TO',
  })
  .refine(({ OPINION_URL, OPINION_MODEL }) => !OPINION_URL || OPINION_MODEL, {
    path: ['OPINION_MODEL'],
    error: 'is needed to ask CHEYOU_OPINION_URL',
  })
  .refine(({ WEATHER_URL, LATITUDE }) => !WEATHER_URL || LATITUDE !== undefined, {
    path: ['LATITUDE'],
    error: 'is needed to ask CHEYOU_WEATHER_URL',
  })
  .refine(({ WEATHER_URL, LONGITUDE }) => !WEATHER_URL || LONGITUDE !== undefined, {
    path: ['LONGITUDE'],
    error: 'is needed to ask CHEYOU_WEATHER_URL',
  })

export type Config = z.infer<typeof schema>

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** `DATABASE_URL` is known by its bare name everywhere, so it is read without the prefix too. */
const envName = (field: string) => (field === 'DATABASE_URL' ? field : `CHEYOU_${field}`)

/** Reads the environment once. Throws `config_invalid` naming the variable and what is wrong with it. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.keys(schema.shape).map((field) => [field, env[envName(field)] || undefined])
  const result = whole.safeParse(Object.fromEntries(given))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new CheyouError('config_invalid', { name: envName(String(issue?.path[0])), problem: issue?.message ?? '' })
}

/** The Markdown table of README. */
export function configTable(): string {
  // As an operator writes them, so before they are read.
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {}
  const rows = Object.entries(schema.shape).map(([field, type]) => {
    const { default: fallback } = written[field] as { default?: unknown }
    return `| \`${envName(field)}\` | ${fallback === undefined ? '–' : `\`${fallback}\``} | ${type.description} |`
  })
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}
