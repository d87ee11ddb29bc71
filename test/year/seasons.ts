import type { DateTime } from 'luxon'
import { Invitation, Invitee, Lead } from '../../src/store/index.js'
import { shownName, webName } from './doors.js'
import type { YearScene } from './scene.js'

/** Who reads on, and changes nothing; and who looks after the group alone. */
export const LOW = ['小观', '群管'] as const

const ASKED = [
  '线索列表',
  '我的线索',
  '战败名单',
  '拜访名单',
  '摘要',
  '群况',
  '邀约计划',
  '承诺',
  '换车雷达',
  '转介绍榜',
  '线索汇总',
] as const

/** What those ask who may see least: lists, customers, and numbers that they may not have. */
export async function askLow(scene: YearScene, day: number): Promise<void> {
  for (const name of LOW) {
    void scene.whispers(name, ASKED[day % ASKED.length] as string)
    const whom = (day % 2 ? webName : shownName)(Math.max(0, day - 3))
    for (const part of ['', ' 时间线', ' 电话']) void scene.whispers(name, `客户 ${whom}${part}`)
  }
}

export interface Erased {
  name: string
  at: number
}

/** What a manager does once a month: a campaign on the first, its end and an erasure on the fifth. Answers who was erased. */
export async function season(scene: YearScene, date: DateTime, day: number): Promise<Erased[]> {
  if (date.day === 1) void scene.whispers('陈总', `邀约计划 店庆${date.month}月 HAB级`)
  if (date.day !== 5) return []
  const plans = await scene.read((db) => db.find(Invitation, { where: { title: `店庆${date.month}月` } }))
  for (const { id, code } of plans) {
    const coming = await scene.read((db) => db.findBy(Invitee, { invitationId: id, state: 'coming' }))
    for (const { number } of coming) void scene.whispers('小林', `邀约 ${code} ${number} 到了`)
    await scene.settle()
    void scene.whispers('陈总', `邀约 ${code} 结束`)
  }
  return eraseOne(scene, day)
}

/** Somebody who came by the web or to the showroom wants to be forgotten; nobody asks for them any more. */
async function eraseOne(scene: YearScene, day: number): Promise<Erased[]> {
  const leads = await scene.read((db) =>
    db.find(Lead, { select: { id: true, customer: { id: true, displayName: true } }, relations: { customer: true } }),
  )
  const known = new Set(leads.map(({ customer }) => customer?.displayName))
  const old = Array.from({ length: Math.max(0, day - 5) }, (_, ago) => day - 6 - ago)
  const name = old.flatMap((each) => [webName(each), shownName(each)]).find((each) => known.has(each))
  if (!name) return []
  await scene.whispers('陈总', `删除资料 ${name}`)
  await scene.whispers('陈总', `确认删除 ${name}`)
  await scene.settle()
  return [{ name, at: scene.clock.now() }]
}
