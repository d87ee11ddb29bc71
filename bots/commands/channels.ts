import { systemClock } from '../../src/kit/clock.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import type { Capability } from '../../src/message/index.js'
import { openChannels } from '../channels.js'
import { configFrom } from '../home.js'

const CAPABILITIES: readonly Capability[] = [
  'recall',
  'mute',
  'kick',
  'setCard',
  'announce',
  'approveJoin',
  'buttons',
  'mention',
  'listMembers',
  'directMessage',
]

/** `cheyou channels`: the configured accounts, and what each platform lets the bot do. */
export async function listChannels(): Promise<void> {
  const say = createSay(configFrom({}).LOCALE)
  const channels = await openChannels(process.env, { clock: systemClock, log: silentLog, chance: Math.random })
  if (!channels.length) return console.log(say('channels.none'))
  for (const channel of channels) {
    console.log(`${channel.kind} ${channel.account}`)
    for (const capability of CAPABILITIES)
      console.log(`  ${channel.capabilities.has(capability) ? '✓' : '✗'} ${say(`channels.${capability}`)}`)
  }
}
