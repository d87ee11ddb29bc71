import { OutboxItem } from '../../src/store/index.js'
import { manyGroups, mostWithin, smallestGap } from '../kit/many-groups.js'

const GROUPS = 1_000
const MINUTE = 60_000
/** What one QQ account may say in a minute (src/outbox/pace.ts), written down here once more so that nothing checks itself. */
const PER_MINUTE = 10
const GAP = 3_000

/** 1,000 groups × 1 notice in a simulated clock: within the limits, and how near to the pace that they allow. */
export async function benchBroadcast(): Promise<void> {
  const scene = await manyGroups(GROUPS)
  const started = performance.now()
  await scene.staffSays('小林', '通知 周六店庆，欢迎回家')
  await scene.staffSays('小林', '确认发送')
  await scene.staffSays('陈总', '确认发送')
  const begun = scene.clock.now()
  await scene.run()
  const all = scene.delivered.map(({ at }) => at)
  const times = scene.notices().map(({ at }) => at)
  const took = (times.at(-1) ?? begun) - begun
  const allowed = ((all.length - 1) / PER_MINUTE) * MINUTE
  const states = await scene.store.transaction((db) => db.countBy(OutboxItem, { state: 'sent' }))
  console.log(
    `broadcast: ${times.length} of ${GROUPS} groups (${new Set(scene.notices().map(({ room }) => room)).size} distinct, ` +
      `${states} items sent) in ${(took / MINUTE).toFixed(1)} simulated minutes, ` +
      `${((allowed / took) * 100).toFixed(1)} % of the pace allowed (goal 98); at most ${mostWithin(all, MINUTE)} in a ` +
      `minute (limit ${PER_MINUTE}), smallest gap ${smallestGap(all)} ms (limit ${GAP}); ` +
      `${((performance.now() - started) / 1_000).toFixed(1)} s of real time`,
  )
  await scene.close()
}
