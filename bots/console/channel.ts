import type { Channel } from '../../src/message/index.js'

/**
 * Where colleagues give commands over HTTP and in the terminal: each has a private room with the bot. Nobody listens
 * there: whoever asked reads the answer from the outbox, in whichever process, so that to deliver it is to let it be.
 */
export const createConsoleChannel = (): Channel => ({
  kind: 'console',
  account: 'console',
  capabilities: new Set(['buttons', 'directMessage']),
  state: () => 'online',
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  deliver: ({ type }) =>
    Promise.resolve(
      type === 'say' ? { outcome: 'sent' } : { outcome: 'not_sent', reason: 'not_supported', retry: false },
    ),
})
