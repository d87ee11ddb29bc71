import { SECOND } from '../kit/clock.js'
import type { AlarmPayload } from './announce.js'
import type { AccountReport } from './report.js'

/** The ways to the staff that need no account of ours. */
export interface AlarmWays {
  /** An http(s) address; gets the payload as JSON. */
  webhook?: string
  mail?: {
    /** An address, or several with commas between them. */
    to: string
    /** `smtp://` or `smtps://`, with user and password where the server wants them. */
    smtp: string
  }
}
export type Way = keyof AlarmWays

/** The job that takes each way; a failed try is repeated by the jobs. */
export const TASKS: Record<Way, string> = { webhook: 'watch.webhook', mail: 'watch.mail' }

const PATIENCE_MS = 10 * SECOND

/** Throws when the receiver did not take it; the error names no address, since addresses hold secrets. */
export async function postWebhook(url: string, payload: AlarmPayload): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: Error) => {
    throw new Error(`the webhook cannot be reached: ${error.name}`)
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`)
}

/** Throws when the server did not take it; the error names no address. */
export async function sendMail({ to, smtp }: NonNullable<AlarmWays['mail']>, { text }: AlarmPayload): Promise<void> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: smtp,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  const user = decodeURIComponent(new URL(smtp).username)
  // Servers take mail only from the one who logged in.
  const from = user.includes('@') ? user : to.split(',')[0]
  try {
    await transport.sendMail({ from, to, subject: text.split('\n')[0], text })
  } catch (error) {
    throw new Error(`the mail server did not take it: ${(error as { code?: string }).code ?? 'unknown'}`)
  } finally {
    transport.close()
  }
}

const isStaffed = ({ staff, presence }: AccountReport['rooms'][number]) => staff && presence === 'here'

/** Accounts of which nobody hears when they are down: no way leads to the staff but the account itself. */
export function withoutSecondWay(
  accounts: readonly Pick<AccountReport, 'kind' | 'account' | 'rooms'>[],
  ways: AlarmWays,
): Pick<AccountReport, 'kind' | 'account'>[] {
  if (ways.webhook || ways.mail) return []
  // Nobody sits in the sandbox's staff room at night.
  const real = accounts.filter(({ kind }) => kind !== 'sandbox')
  return real.filter((mine) => !real.some((other) => other !== mine && other.rooms.some(isStaffed)))
}
