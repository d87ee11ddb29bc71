import { appendFileSync } from 'node:fs'
import { createSandboxChannel } from '../../../bots/sandbox/channel.js'
import { createWorld } from '../../../bots/sandbox/world.js'

/** Talks without end. Each event that the bot takes in is a line of `inbox`; each post that was promised is one of stdout. */
const [journal, inbox] = process.argv.slice(2) as [string, string]
let count = 0
const clock = { now: () => Date.now() }
const world = createWorld({ journal, clock, ids: () => `${process.pid}-${++count}` })
const channel = createSandboxChannel(world, { account: 'cheyou', clock })
if (!world.room('owners')) {
  world.addPerson({ id: 'cheyou', nickname: '车友管家', bot: true })
  world.addPerson({ id: 'zhang', nickname: '张三' })
  world.addRoom({ id: 'owners', name: '车友群' })
  world.addMember('owners', 'cheyou', { role: 'admin' })
  world.addMember('owners', 'zhang')
}
await channel.start(async (event) => appendFileSync(inbox, `${event.id}\n`))
for (;;) {
  const post = world.post('owners', 'zhang', '说个不停'.repeat(1 + (count % 50)))
  await channel.taken(post.id)
  process.stdout.write(`${post.id}\n`)
  await channel.deliver({ type: 'say', room: { id: 'owners', kind: 'group' }, text: '收到' })
}
