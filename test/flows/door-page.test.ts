import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDoorDesk, type DoorDesk, tickActivities } from '../../src/features/activities/index.js'
import { signLink } from '../../src/features/activities/links.js'
import { createLeadDoor } from '../../src/features/leads/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { createIds } from '../../src/kit/ids.js'
import { AuditEntry, Group, Lead, StaffAccount } from '../../src/store/index.js'
import { closeAll, createHarnessApp } from '../console/harness.js'
import { group, type TestGroup } from '../kit/group.js'

const vault = createVault(Buffer.alloc(32, 7))
const NOTE = {
  id: '0199d1c0-0000-4000-8000-000000000001',
  member: null,
  name: '王先生',
  adults: 2,
  children: 0,
  at: 5,
  phone: '13900002222',
}

describe('the door, and the day after', () => {
  let g: TestGroup
  let desk: DoorDesk
  const tokenOf = async (name: string) => {
    await g.whispers(name, '签到 1')
    return /\/door\/(\S+)/.exec(g.lastWhisper(name))?.[1] ?? ''
  }

  const tickAt = async (month: number, day: number) => {
    g.clock.set(Date.UTC(2026, month - 1, day, 2))
    const { ids, say, dealer } = g.app.pipeline
    await tickActivities({ store: g.store, ids, say, dealer, vault, now: g.clock.now() })
    await g.settle()
  }

  beforeAll(async () => {
    g = await group({
      members: ['追风车主-老周', '追风车主-大壮'],
      staff: { 朵朵: 'service', 老吴: 'group_admin' },
      startAt: Date.UTC(2026, 8, 1, 2),
      publicUrl: 'http://localhost',
    })
    const { ids, say, dealer } = g.app.pipeline
    const takeLead = createLeadDoor({ ...g.app.pipeline, vault, onTaken: g.app.jobs.wake })
    const { store, clock } = g
    desk = createDoorDesk({ store, vault, ids, dealer, say, clock, takeLead, onNoted: g.app.jobs.wake })
    await g.staffSays('朵朵', '发起活动 9月18日云溪谷自驾，上午九点集合')
    await g.staffSays('朵朵', '发布')
    await g.staffSays('朵朵', '活动 1 问题 有什么忌口？/坐大巴吗?')
    await g.says('老周', '报名 2大')
    await g.says('大壮', '报名 1大')
  })
  afterAll(async () => {
    await closeAll()
    await g.close()
  })

  it('opens by a link of full length', async () => {
    const { ask } = await createHarnessApp({}, { door: desk })
    const ids = createIds()
    const token = signLink('door', { activityId: ids(), who: ids() }, g.clock.now() + 1, vault)
    expect((await ask(`/door/${token}`)).status).toBe(200)
    // It is well signed, and there is no such activity.
    expect((await ask(`/door/${token}/print`)).status).toBe(410)
  })

  it('writes down once what is handed over twice', async () => {
    const token = await tokenOf('朵朵')
    for (let time = 0; time < 2; time += 1) {
      const synced = await desk.sync(token, [NOTE])
      expect(synced?.noted).toEqual([{ id: NOTE.id, outcome: 'arrived' }])
      expect(synced?.view.inside).toHaveLength(1)
    }
    expect(await g.read((db) => db.countBy(AuditEntry, { what: 'activities.arrived' }))).toBe(1)
  })

  it('is closed for a group_admin who lost the group', async () => {
    const { id } = await g.read((db) => db.findOneByOrFail(Group, { kind: 'owners' }))
    const bind = (groups: string[]) => g.read((db) => db.update(StaffAccount, { name: '老吴' }, { groups }))
    await bind([id])
    const token = await tokenOf('老吴')
    expect(await desk.sync(token, [])).toMatchObject({ noted: [] })
    await bind([])
    expect(await desk.sync(token, [])).toBeNull()
    expect(await desk.roster(token)).toBeNull()
  })

  it('asks each question with one mark', async () => {
    g.privateGot('大壮', /：有什么忌口？（/)
    await g.whispers('大壮', '没有')
    expect(g.lastWhisper('大壮')).toBe('记下了。坐大巴吗？（不想说回「跳过」）')
  })

  it('asks nobody how it was who said 退订, and shows no number that a comment names', async () => {
    for (const name of ['老周', '大壮']) await g.staffSays('朵朵', `签到 1 ${name}`)
    await g.whispers('老周', '退订')
    await tickAt(9, 19)
    expect(g.privateSaid('老周').join()).not.toContain('玩得怎么样')
    g.privateGot('大壮', '云溪谷自驾玩得怎么样？')
    await g.whispers('大壮', '2 等太久了 打我13900002222')
    await g.staffSays('朵朵', '复盘 1')
    expect(g.staffSaid().at(-1)).toContain('「等太久了 打我139****2222」')
  })

  it('counts the car that a walk-in bought afterwards', async () => {
    const won = { state: 'won' as const, endedAt: Date.UTC(2026, 9, 20) }
    await g.read((db) => db.update(Lead, { source: 'activity' }, won))
    await g.staffSays('朵朵', '活动效果')
    expect(g.staffSaid().at(-1)).toContain('来过的人 30/60/90 天内成交：0/1/1 台（天数还没满）')
  })
})
