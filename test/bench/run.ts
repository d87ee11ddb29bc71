import { benchBroadcast } from './broadcast.js'
import { benchChannels } from './channels.js'
import { benchGrowth } from './growth.js'
import { benchIntake } from './intake.js'
import { benchStart } from './start.js'
import { benchUnderstanding } from './understanding.js'
import { benchYear } from './year.js'

/** `npm run bench [understand] [intake] [growth] [start] [channels] [broadcast] [year [days]]`: all of them, or those that are named. */
const BENCHES = {
  understand: benchUnderstanding,
  intake: benchIntake,
  growth: benchGrowth,
  start: benchStart,
  channels: benchChannels,
  broadcast: benchBroadcast,
  year: benchYear,
}

const named = process.argv.slice(2)
const unknown = named.filter((word) => !/^\d+$/.test(word) && !(word in BENCHES))
if (unknown.length) throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
const days = Number(named.find((word) => /^\d+$/.test(word))) || undefined
for (const [name, bench] of Object.entries(BENCHES)) if (!named.length || named.includes(name)) await bench(days)
