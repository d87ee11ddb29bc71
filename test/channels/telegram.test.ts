import { allBut, channelContract } from './contract.js'
import { createTelegramHarness, TEXT_LIMIT } from './telegram-harness.js'

const common = {
  capabilities: allBut('listMembers', 'acceptInvitation'),
  textLimit: TEXT_LIMIT,
} as const

const invitations = 'people put a bot into a group without asking it'
const seesRecalls = 'Telegram tells no bot what was deleted'

channelContract('Telegram over long polling', (sink) => createTelegramHarness('poll', sink), {
  ...common,
  lacks: { seesRecalls, invitations },
})

channelContract('Telegram over a webhook', (sink) => createTelegramHarness('webhook', sink), {
  ...common,
  lacks: {
    seesRecalls,
    invitations,
    frames: 'each would be a request of its own; damaged bodies are in test/bots/telegram',
  },
})
