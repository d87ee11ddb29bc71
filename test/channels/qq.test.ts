import { allBut, channelContract } from './contract.js'
import { createQqHarness, TEXT_LIMIT } from './qq-harness.js'

const common = {
  capabilities: allBut('buttons'),
  textLimit: TEXT_LIMIT,
} as const

channelContract(
  'QQ over forward WebSocket, NapCat',
  (sink) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink),
  common,
)

channelContract(
  'QQ over reverse WebSocket, NapCat, CQ strings',
  (sink) => createQqHarness({ transport: 'reverse', dialect: 'napcat', format: 'string' }, sink),
  common,
)

channelContract(
  'QQ over HTTP and HTTP POST, NapCat',
  (sink) => createQqHarness({ transport: 'http', dialect: 'napcat' }, sink),
  {
    ...common,
    lacks: { frames: 'each would be a request of its own; damaged bodies are in test/bots/qq' },
  },
)

channelContract(
  'QQ over forward WebSocket, the bare specification',
  (sink) => createQqHarness({ transport: 'forward', dialect: 'spec' }, sink),
  {
    ...common,
    lacks: {
      cards: 'a changed card is no event of the specification',
      notices: 'the specification has none: the words are said as a message',
    },
  },
)
