import { allBut, channelContract } from './contract.js'
import { createSandboxHarness } from './sandbox-harness.js'

channelContract('the sandbox', createSandboxHarness, {
  capabilities: allBut('approveJoin'),
  textLimit: Number.POSITIVE_INFINITY,
  lacks: {
    images: 'there are only words here',
    seesOwnMutes: 'the bot is not told what it does itself',
    seesRecalls: 'the bot is not told of recalls',
    joinRequests: 'nobody has to ask to be let in',
    frames: 'there is no wire',
    repeats: 'what was taken is not offered again',
  },
})
