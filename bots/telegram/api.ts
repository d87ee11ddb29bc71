import type { Api } from 'grammy'
import type { TelegramConfig } from './config.js'

const PATIENCE_S = 20
/** Longer than Telegram holds a question. */
const POLL_PATIENCE_S = 40

export interface TelegramApi {
  /** For all calls but getUpdates. */
  calls: Api['raw']
  polls: Api['raw']
}

/** grammY is loaded here and nowhere else: whoever has no bot on Telegram never pays for it. */
export async function openApi({ TOKEN, API_ROOT }: Pick<TelegramConfig, 'TOKEN' | 'API_ROOT'>): Promise<TelegramApi> {
  const { Api } = await import('grammy')
  const open = (timeoutSeconds: number) => new Api(TOKEN, { apiRoot: API_ROOT, timeoutSeconds }).raw
  return { calls: open(PATIENCE_S), polls: open(POLL_PATIENCE_S) }
}
