import { capabilitiesOf } from '../../bots/wechat/capabilities.js'
import { channelContract } from './contract.js'
import { createWeChatHarness, TEXT_LIMIT } from './wechat-harness.js'

channelContract('WeChat', (sink) => createWeChatHarness('padlocal', sink), {
  capabilities: [...capabilitiesOf('padlocal', [])],
  textLimit: TEXT_LIMIT,
  lacks: {
    replies: 'a quote is part of the words on WeChat, and puppets cannot quote',
    images: 'a picture has no words beside it on WeChat',
    seesMutes: 'nobody is muted on WeChat',
    seesOwnMutes: 'nobody is muted on WeChat',
    joinRequests: 'WeChat asks the owner only',
  },
})
