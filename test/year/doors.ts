import { type Lead, Referral } from '../../src/store/index.js'
import type { Colleague } from './colleagues.js'
import type { YearScene } from './scene.js'

interface Around {
  scene: YearScene
  chance: () => number
  sellers: readonly Colleague[]
  /** Somebody of the group. */
  someone: () => { id: string }
  members: number
  nextPhone: () => string
}

/** What else comes in on a day: a web form, somebody in the showroom, a friend who is recommended, a number; and cars that are handed over. */
export async function otherDoors(
  day: number,
  { scene, chance, sellers, someone, members, nextPhone }: Around,
): Promise<void> {
  const seller = sellers[day % sellers.length] as Colleague
  if (chance() < 0.6)
    await scene.takeLead('hook', {
      ...{ id: `web-${day}`, name: webName(day), phone: nextPhone(), source: 'web', wish: '想看X3' },
    })
  if (chance() < 0.5) void scene.whispers(seller.name, `登记线索 ${shownName(day)} ${nextPhone()} 想看X3 下周来 展厅`)
  if (chance() < 0.3) void scene.whispers(someone().id, `推荐 友人${day} ${nextPhone()}`)
  if (chance() < 0.3) void scene.inGroup('owners', someone(), `麻烦回个电话${nextPhone()}`)
  if (chance() < 0.2) void scene.whispers('小林', `加分 车友${day % members} 保养`)
  if (chance() < 0.2) void scene.whispers(seller.name, `客户 车友${day % members}`)
  // Whoever follows them may have the number, and it is written down.
  if (chance() < 0.2) void scene.whispers('小林', `客户 ${webName(Math.max(0, day - 5))} 电话`)
  for (const code of await dealsOf(scene, 'pending')) void scene.whispers('小林', `交车 ${code}`)
  if (chance() < 0.05)
    for (const code of (await dealsOf(scene, 'paid')).slice(0, 1)) void scene.whispers('小林', `退单 ${code}`)
}

export const webName = (day: number) => `网客${day}`
export const shownName = (day: number) => `展客${day}`

/** Numbers of the deals of friends who were brought. */
const dealsOf = (scene: YearScene, state: Referral['state']): Promise<number[]> =>
  scene.read(async (db) => {
    const referrals = await db.find(Referral, { where: { state, lead: { state: 'won' } }, relations: { lead: true } })
    return referrals.flatMap(({ lead }) => (lead as Lead).code)
  })
