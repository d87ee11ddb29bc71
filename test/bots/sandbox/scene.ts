import { createSandboxChannel } from '../../../bots/sandbox/channel.js'
import { createWorld } from '../../../bots/sandbox/world.js'
import type { ChatEvent } from '../../../src/message/index.js'

/** An owner group with the dealer, two owners and the bot as admin; time stands still until a test moves it. */
export function createScene(journal?: string) {
  const clock = { time: 1_700_000_000_000, now: () => clock.time }
  // Two scenes on one journal are two runs of the program: their ids never meet.
  const run = Math.random().toString(36).slice(2, 8)
  let count = 0
  const ids = () => `${run}-${++count}`
  const world = createWorld({ clock, ids, ...(journal ? { journal } : {}) })
  const channel = createSandboxChannel(world, { account: 'cheyou', clock, retryMs: 0 })
  return { clock, ids, world, channel }
}

export function furnish(world: ReturnType<typeof createScene>['world']): void {
  world.addPerson({ id: 'cheyou', nickname: '车友管家', bot: true })
  world.addPerson({ id: 'boss', nickname: '店长老郑', title: '店长' })
  world.addPerson({ id: 'zhang', nickname: '张三' })
  world.addPerson({ id: 'li', nickname: '李四' })
  world.addRoom({ id: 'owners', name: '蓝鲸汽车车友群', purpose: 'owners' })
  world.addMember('owners', 'boss', { role: 'owner' })
  world.addMember('owners', 'cheyou', { role: 'admin' })
  world.addMember('owners', 'zhang', { card: '沪A-张三-远航' })
  world.addMember('owners', 'li')
}

/** A sink that remembers what it took in, and refuses as long as `broken`. */
export function createSink() {
  const events: ChatEvent[] = []
  const sink = Object.assign(
    async (event: ChatEvent) => {
      if (sink.broken) throw new Error('the database is away')
      events.push(event)
    },
    { events, broken: false },
  )
  return sink
}
