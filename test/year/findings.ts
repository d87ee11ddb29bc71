import { In } from 'typeorm'
import { DAY, HOUR } from '../../src/kit/clock.js'
import { dayOf } from '../../src/kit/zone.js'
import { Job, Lead, LeadEvent, PointAccount, PointEntry, StaffAccount } from '../../src/store/index.js'
import { DEALER } from '../kit/dealer.js'
import type { YearScene } from './scene.js'

/** What must not be: a sentence for each case. `today` is what was said since the last look. */
export async function findFaults(scene: YearScene, today: readonly { to: string; text: string }[]): Promise<string[]> {
  const now = scene.clock.now()
  const day = dayOf(now, DEALER.zone)
  const { leads, events, jobs, people } = await scene.read(async (db) => ({
    leads: await db.find(Lead, { order: { code: 'ASC' } }),
    events: await db.findBy(LeadEvent, { type: In(['confirmed', 'reopened', 'lost', 'out_of_reach']) }),
    jobs: await db.findBy(Job, { task: 'leads.unclaimed', state: 'waiting' }),
    people: await db.find(StaffAccount),
  }))
  const names = new Set(people.map(({ name }) => name))
  const told = (who: readonly string[], code: number) =>
    today.some(({ to, text }) => who.includes(to) && new RegExp(`#${code}(?!\\d)`).test(text))
  const managers = people.flatMap(({ name, role }) => (role === 'manager' ? name : []))
  const service = people.flatMap(({ name, role }) => (role === 'service' ? name : []))
  const faults: string[] = []
  for (const lead of leads) {
    const { code, state, claimedBy, nextContactAt } = lead
    if (state === 'new') {
      const isWatched = jobs.some(({ payload }) => payload.leadId === lead.id) || told(managers, code)
      if (!isWatched) faults.push(`${day} #${code} belongs to nobody, and nobody is told`)
    }
    if (state === 'claimed' || state === 'handled') {
      if (!claimedBy || !names.has(claimedBy)) faults.push(`${day} #${code} belongs to ${claimedBy}, who is not here`)
      else if (nextContactAt === null) faults.push(`${day} #${code} has no next contact`)
      else if (nextContactAt < now - HOUR && !told([claimedBy], code))
        faults.push(`${day} #${code} was due, and ${claimedBy} was not reminded`)
    }
    if (state === 'lost' || state === 'out_of_reach') {
      const own = events.filter(({ leadId }) => leadId === lead.id)
      const isCalled = own.some(({ type, at }) => type === 'confirmed' && at >= (lead.endedAt ?? 0))
      if (!isCalled && (lead.endedAt ?? 0) < now - DAY && !told(service, code))
        faults.push(`${day} #${code} was lost, and nobody is asked to call back`)
    }
  }
  return faults
}

/** The points of everybody and the store add up, movement by movement. */
export async function findUnbalanced({ read }: YearScene): Promise<string[]> {
  const { accounts, entries } = await read(async (db) => ({
    accounts: await db.find(PointAccount),
    entries: await db.find(PointEntry),
  }))
  const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0)
  const byTransfer = new Map<string, number>()
  for (const { transferId, amount } of entries) byTransfer.set(transferId, (byTransfer.get(transferId) ?? 0) + amount)
  return [
    ...(entries.length ? [] : ['no points were moved']),
    ...[...byTransfer].flatMap(([id, left]) => (left ? [`transfer ${id} leaves ${left}`] : [])),
    ...accounts.flatMap(({ id, key, balance }) => {
      const real = sum(
        entries.filter(({ accountId }) => accountId === id),
        ({ amount }) => amount,
      )
      return real === balance ? [] : [`account ${key} says ${balance}, its entries ${real}`]
    }),
  ]
}

/** Full numbers in what was logged, or said to anybody but whoever left them. */
export const findNumbers = ({ said, logged }: YearScene, phones: readonly string[]): string[] =>
  phones.flatMap((phone) => [
    ...(logged.some((line) => line.includes(phone)) ? [`a number stands in the log`] : []),
    ...said.filter(({ text }) => text.includes(phone)).map(({ to }) => `a number was said to ${to}`),
  ])
