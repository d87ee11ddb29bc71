import { DateTime } from 'luxon'
import { createRandom } from '../../bots/training/chance.js'
import { MINUTE } from '../../src/kit/clock.js'
import {
  Lead,
  Member,
  NEW_VEHICLE,
  PointTransfer,
  Referral,
  StaffAccount,
  Vehicle,
  writeRows,
} from '../../src/store/index.js'
import type { Understand } from '../../src/understanding/meaning.js'
import { benchTexts } from '../bench/corpus.js'
import { DEALER } from '../kit/dealer.js'
import { COLLEAGUES, type Colleague, createDesk } from './colleagues.js'
import { findFaults, findNumbers, findUnbalanced } from './findings.js'
import { yearScene } from './scene.js'

export interface YearOptions {
  members: number
  days: number
  /** Messages a day in the owner group. */
  messages: number
  seed: number
  /** The clock moves on by so much at least, ms. */
  grain: number
  understand: Understand
}

/** When members talk and colleagues look at their phones: the first time after the lists of the morning. */
const LOOKS = ['8:40', '14:30', '20:30'] as const
const START = '2025-03-01'

/** A store lives: its members talk, its colleagues work, or do not, and every evening somebody looks for what was forgotten. */
export async function simulateYear({ members, days, messages, seed, grain, understand }: YearOptions) {
  const chance = createRandom(seed)
  const first = DateTime.fromISO(START, { zone: DEALER.zone })
  const scene = await yearScene(first.toMillis(), understand, grain)
  const started = performance.now()
  let colleagues: readonly Colleague[] = COLLEAGUES
  const desk = createDesk(scene, chance, () => colleagues)
  const texts = benchTexts(messages * days)
  const phoneOf = (n: number) => `137${String(10_000_000 + n)}`
  const phones: string[] = []
  const nextPhone = () => phones[phones.push(phoneOf(phones.length)) - 1] as string
  const member = (n: number) => ({ id: `m${n}`, nickname: `车友${n}`, card: `追风车主-车友${n}` })
  const someone = () => member(Math.floor(chance() * members))
  const faults = new Set<string>()
  let acts = 0

  await scene.store.transaction(async (db) => {
    for (const { name, role } of COLLEAGUES)
      await db.insert(StaffAccount, { id: `s-${name}`, channel: 'sandbox', externalId: name, name, role })
  })
  await Promise.all(Array.from({ length: members }, (_, n) => scene.inGroup('owners', member(n), '大家好')))
  await scene.settle()
  await giveCars()
  await scene.whispers('陈总', '关怀 全部 开')

  /** As an import would have brought them: bought in the last eight years. */
  async function giveCars(): Promise<void> {
    await scene.store.transaction(async (db) => {
      const people = await db.find(Member, { where: { staff: false }, order: { id: 'ASC' } })
      const cars = people.flatMap(({ id, customerId }) => {
        if (!customerId) return []
        const bought = first.minus({ days: Math.floor(chance() * 8 * 365) })
        return {
          ...{ ...NEW_VEHICLE, id: `v-${id}`, customerId, createdAt: first.toMillis(), model: '追风X3' },
          purchaseDate: bought.toISODate(),
          insuranceUntil: first.plus({ days: Math.floor(chance() * 365) }).toISODate(),
          warrantyUntil: bought.plus({ years: 3 }).toISODate(),
        }
      })
      await writeRows(db, Vehicle, cars)
    })
  }

  /** What else comes in on a day: a web form, somebody in the showroom, a friend who is recommended, a number. */
  async function otherDoors(day: number): Promise<void> {
    const seller = colleagues[day % 5] as Colleague
    if (chance() < 0.6)
      await scene.takeLead('hook', {
        id: `web-${day}`,
        name: `网客${day}`,
        phone: nextPhone(),
        source: 'web',
        wish: '想看X3',
      })
    if (chance() < 0.5) await scene.whispers(seller.name, `登记线索 展客${day} ${nextPhone()} 想看X3 下周来 展厅`)
    if (chance() < 0.3) await scene.whispers(someone().id, `推荐 友人${day} ${nextPhone()}`)
    if (chance() < 0.3) await scene.inGroup('owners', someone(), `麻烦回个电话${nextPhone()}`)
    if (chance() < 0.2) await scene.whispers('小林', `加分 车友${day % members} 保养`)
    if (chance() < 0.2) await scene.whispers(seller.name, `客户 车友${day % members}`)
    if (chance() < 0.1) await scene.whispers(seller.name, `客户 车友${day % members} 电话`)
    for (const { code } of await won()) await scene.whispers('小林', `交车 ${code}`)
  }

  const won = () =>
    scene.read(async (db) => {
      const pending = await db.find(Referral, { where: { state: 'pending' }, relations: { lead: true } })
      return pending.flatMap(({ lead }) => (lead?.state === 'won' ? [lead] : []))
    })

  let looked = 0
  for (let day = 0; day < days; day++) {
    const date = first.plus({ days: day })
    const at = (clock: string) => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number)
      return date.set({ hour, minute }).toMillis()
    }
    if (day === Math.floor(days / 2)) {
      await scene.passUntil(at('8:00'))
      await scene.whispers('陈总', '交接 小孟 给 佳佳')
      await scene.settle()
      colleagues = colleagues.filter(({ name }) => name !== '小孟')
      await scene.store.transaction((db) => db.delete(StaffAccount, { name: '小孟' }))
    }
    for (const [slot, clock] of LOOKS.entries()) {
      await scene.passUntil(at(clock))
      const share = texts.slice(
        day * messages + Math.floor((slot * messages) / LOOKS.length),
        day * messages + Math.floor(((slot + 1) * messages) / LOOKS.length),
      )
      await Promise.all(share.map((text) => scene.inGroup('owners', someone(), text)))
      if (slot === 1) await otherDoors(day)
      acts += await desk()
    }
    await scene.passUntil(at('21:30') + MINUTE)
    const today = scene.said.slice(looked)
    looked = scene.said.length
    for (const fault of await findFaults(scene, today)) faults.add(fault)
  }
  for (const fault of await findUnbalanced(scene)) faults.add(fault)
  for (const fault of findNumbers(scene, phones)) faults.add(fault)

  const figures = await scene.read(async (db) => ({
    seconds: Math.round((performance.now() - started) / 100) / 10,
    messages: messages * days,
    leads: await db.count(Lead),
    won: await db.countBy(Lead, { state: 'won' }),
    lost: await db.countBy(Lead, [{ state: 'lost' }, { state: 'out_of_reach' }]),
    acts,
    said: scene.said.length,
    transfers: await db.count(PointTransfer),
    phones: phones.length,
    logLines: scene.logged.length,
  }))
  await scene.close()
  return { figures, faults: [...faults] }
}
