import { DateTime } from 'luxon'
import { createRandom } from '../../bots/training/chance.js'
import { MINUTE } from '../../src/kit/clock.js'
import {
  AuditEntry,
  Contact,
  Invitee,
  Lead,
  PointTransfer,
  RadarEntry,
  Referral,
  StaffAccount,
} from '../../src/store/index.js'
import type { Understand } from '../../src/understanding/meaning.js'
import { benchTexts } from '../bench/corpus.js'
import { DEALER } from '../kit/dealer.js'
import { findLost, findNumbers, findPestered, findTraces, findUnbalanced, findUncalled } from './books.js'
import { COLLEAGUES, type Colleague, createDesk } from './colleagues.js'
import { otherDoors } from './doors.js'
import { findFaults } from './findings.js'
import { yearScene } from './scene.js'
import { askLow, type Erased, LOW, season } from './seasons.js'
import { memberOf, openShop } from './store.js'

export interface YearOptions {
  members: number
  days: number
  /** Messages a day in the owner group. */
  messages: number
  seed: number
  /** ISO day on which it begins. */
  start: string
  /** The clock moves on by so much at least, ms. */
  grain: number
  understand: Understand
}

/** When members talk and colleagues look at their phones: the first time after the lists of the morning. */
const LOOKS = ['8:40', '14:30', '20:30'] as const

/** A store lives: its members talk, its colleagues work, or do not, and every evening somebody looks for what was forgotten. */
export async function simulateYear({ members, days, messages, seed, start, grain, understand }: YearOptions) {
  const chance = createRandom(seed)
  const first = DateTime.fromISO(start, { zone: DEALER.zone })
  const scene = await yearScene(first.toMillis(), understand, grain)
  const started = performance.now()
  let colleagues: readonly Colleague[] = COLLEAGUES
  const desk = createDesk(scene, chance, () => colleagues)
  const texts = benchTexts(messages * days)
  const phoneOf = (n: number) => `137${String(10_000_000 + n)}`
  const phones: string[] = []
  const nextPhone = () => phones[phones.push(phoneOf(phones.length)) - 1] as string
  const someone = () => memberOf(Math.floor(chance() * members))
  const faults = new Set<string>()
  const erased: Erased[] = []
  const sellers = () => colleagues.filter(({ role }) => role === 'sales')
  let acts = 0

  await openShop(scene, { members, first, chance })
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
      if (slot === 1) {
        await otherDoors(day, { scene, chance, sellers: sellers(), someone, members, nextPhone })
        await askLow(scene, day)
        erased.push(...(await season(scene, date, day)))
      }
      acts += await desk()
    }
    await scene.passUntil(at('21:30') + MINUTE)
    const today = scene.said.slice(looked)
    looked = scene.said.length
    for (const fault of await findFaults(scene, today)) faults.add(fault)
  }
  const mayOpen = colleagues.map(({ name }) => name)
  for (const found of [
    await findUnbalanced(scene),
    await findUncalled(scene),
    await findNumbers(scene, phones, mayOpen),
    await findTraces(scene, erased),
    await findLost(scene),
    await findPestered(scene),
  ])
    for (const fault of found) faults.add(fault)

  const figures = await scene.read(async (db) => ({
    seconds: Math.round((performance.now() - started) / 100) / 10,
    messages: messages * days,
    leads: await db.count(Lead),
    won: await db.countBy(Lead, { state: 'won' }),
    lost: await db.countBy(Lead, [{ state: 'lost' }, { state: 'out_of_reach' }]),
    acts,
    said: scene.said.length,
    transfers: await db.count(PointTransfer),
    paid: await db.countBy(Referral, { state: 'paid' }),
    radar: await db.count(RadarEntry),
    invited: await db.count(Invitee),
    classed: await db.countBy(AuditEntry, { what: 'customers.classed' }),
    erased: erased.length,
    low: scene.said.filter(({ to }) => LOW.some((name) => name === to)).length,
    opened: await db.countBy(AuditEntry, { what: 'customers.phone_read' }),
    phones: phones.length,
    fogs: await db.countBy(Contact, { kind: 'fog', state: 'sent' }),
    logLines: scene.logged.length,
  }))
  await scene.close()
  return { figures, faults: [...faults] }
}
