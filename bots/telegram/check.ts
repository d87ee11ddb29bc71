import { CheyouError } from '../../src/kit/errors.js'
import { openApi } from './api.js'
import { accountOf, type TelegramConfig } from './config.js'
import { problemOf } from './link.js'

export interface TelegramCheck {
  account: string
  username?: string
  /**
   * False with privacy mode on: then the bot hears only what is addressed to it, except in groups where it is an
   * admin. @BotFather → /setprivacy → Disable, then remove the bot from each group and add it again.
   */
  readsAll: boolean
}

/**
 * For `cheyou doctor`: asks Telegram who the bot is and whether it may read its groups.
 * @throws CheyouError config_invalid when the token is refused or Telegram cannot be reached
 */
export async function checkTelegram(config: TelegramConfig): Promise<TelegramCheck> {
  const api = await openApi(config)
  try {
    const { username, can_read_all_group_messages } = await api.calls.getMe()
    return { account: accountOf(config), username, readsAll: can_read_all_group_messages === true }
  } catch (error) {
    const refused = problemOf(error) === 'token_refused'
    const name = refused ? 'CHEYOU_TELEGRAM_TOKEN' : 'CHEYOU_TELEGRAM_API_ROOT'
    throw new CheyouError(
      'config_invalid',
      { name, problem: refused ? 'Telegram refuses it' : 'no answer' },
      { cause: error },
    )
  }
}
