import { allBut, channelContract } from './contract.js'
import { createTelegramHarness, TEXT_LIMIT } from './telegram-harness.js'

const common = {
  capabilities: allBut('listMembers'),
  textLimit: TEXT_LIMIT,
} as const

const seesRecalls = 'Telegram tells no bot what was deleted'

channelContract('Telegram over long polling', (sink) => createTelegramHarness('poll', sink), {
  ...common,
  lacks: { seesRecalls },
})

channelContract('Telegram over a webhook', (sink) => createTelegramHarness('webhook', sink), {
  ...common,
  lacks: { seesRecalls, frames: 'each would be a request of its own; damaged bodies are in test/bots/telegram' },
})
