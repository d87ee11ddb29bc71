import { drawForTerminal } from '../../src/kit/qr-code.js'
import { createSay, type Say } from '../../src/kit/texts.js'
import { friendlyTime } from '../../src/kit/zone.js'
import type { AccountReport } from '../../src/watch/index.js'
import { nameOf, readAccounts } from '../accounts.js'
import { configFrom } from '../home.js'

type Time = (at: number) => string

/** `cheyou channels`: how each configured account fares, and what its platform lets the bot do. */
export async function listChannels(flags: { home?: string }): Promise<void> {
  const config = configFrom(flags)
  const say = createSay(config.LOCALE)
  const time: Time = (at) => friendlyTime(at, config.TIME_ZONE, config.LOCALE)
  const { running, accounts } = await readAccounts(config)
  if (!accounts.length) return console.log(say('channels.none'))
  if (!running) console.log(`${say('channels.not_running')}\n`)
  for (const account of accounts) console.log((await describe(account, running, say, time)).join('\n'))
}

async function describe(report: AccountReport, running: boolean, say: Say, time: Time): Promise<string[]> {
  const { state, since, problem, lastEventAt, waiting, loginCode, rooms, capabilities } = report
  const standing =
    state && since
      ? say('channels.since', { state: say(`channels.state.${state}`), time: time(since) })
      : say('channels.never')
  return [
    `${nameOf(report, say)} · ${standing}`,
    ...(problem ? [`  ${say(`channels.problem.${problem}`)}`] : []),
    `  ${lastEventAt ? say('channels.last', { time: time(lastEventAt) }) : say('channels.silent')}`,
    `  ${say('channels.waiting', { count: waiting })}`,
    // A code of yesterday logs nobody in.
    ...(loginCode && running ? [`  ${say('channels.scan')}`, await drawForTerminal(loginCode)] : []),
    ...rooms.map(({ id, name, staff, presence }) => {
      const room = say(staff ? 'channels.staff_room' : 'channels.group', { name, id: `${report.kind}:${id}` })
      return `  ${room}${presence === 'here' ? '' : ` · ${say(`presence.state.${presence}`)}`}`
    }),
    ...capabilities.map(({ name, able }) => `  ${able ? '✓' : '✗'} ${say(`channels.capability.${name}`)}`),
  ]
}
