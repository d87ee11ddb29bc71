import { IsNull, Not } from 'typeorm'
import { DAY } from '../../src/kit/clock.js'
import { groupBy } from '../../src/kit/group-by.js'
import { ENTITIES } from '../../src/store/entities/index.js'
import {
  AuditEntry,
  Contact,
  Customer,
  columnsOf,
  Invitee,
  Lead,
  LeadEvent,
  PointAccount,
  PointEntry,
  PointTransfer,
  RadarEntry,
  Referral,
  tableOf,
} from '../../src/store/index.js'
import type { Said, YearScene } from './scene.js'
import type { Erased } from './seasons.js'

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)

/** The points of everybody and the store add up, movement by movement; a friend who was brought pays both sides, or neither. */
export async function findUnbalanced({ read }: YearScene): Promise<string[]> {
  const { accounts, entries, transfers, referrals } = await read(async (db) => ({
    accounts: await db.find(PointAccount),
    entries: await db.find(PointEntry),
    transfers: await db.find(PointTransfer),
    referrals: await db.find(Referral, { relations: { lead: true } }),
  }))
  const amounts = (of: (entry: PointEntry) => boolean) => sum(entries.filter(of).map(({ amount }) => amount))
  const faults = entries.length ? [] : ['no points were moved']
  for (const { id, key } of transfers) {
    const left = amounts(({ transferId }) => transferId === id)
    if (left) faults.push(`transfer ${key} leaves ${left}`)
  }
  for (const { id, key, balance } of accounts) {
    const real = amounts(({ accountId }) => accountId === id)
    if (real !== balance) faults.push(`account ${key} says ${balance}, its entries ${real}`)
  }
  for (const { id, code, state, lead, referrerId, friendId } of referrals) {
    const paid = transfers.filter(({ key }) => key.startsWith(`referral:${id}:`)).map((each) => each.id)
    const moved = new Set(transfers.flatMap((each) => (paid.includes(each.reversesId ?? each.id) ? each.id : [])))
    const got = [referrerId, friendId].map((customerId) => {
      const own = new Set(accounts.flatMap((each) => (each.customerId === customerId ? each.id : [])))
      return amounts(({ transferId, accountId }) => moved.has(transferId) && own.has(accountId))
    })
    const due = state === 'paid' ? 5_000 : 0
    if (got.some((each) => each !== due))
      faults.push(`referral ${code} is ${state}, and ${got.join(' and ')} were paid`)
    if (state === 'pending' && lead?.state === 'won') faults.push(`referral ${code} was delivered, and never paid`)
  }
  return faults
}

/** Whoever was lost long enough ago was called back, and said whether it is true. */
export async function findUncalled({ read, clock }: YearScene): Promise<string[]> {
  const { lost, calls } = await read(async (db) => ({
    lost: await db.findBy(Lead, [{ state: 'lost' }, { state: 'out_of_reach' }]),
    calls: await db.findBy(LeadEvent, { type: 'confirmed' }),
  }))
  return lost.flatMap(({ id, code, endedAt }) => {
    const ended = endedAt ?? 0
    const isCalled = calls.some(({ leadId, at }) => leadId === id && at >= ended)
    return isCalled || ended > clock.now() - 14 * DAY ? [] : [`#${code} was lost two weeks ago, and never called back`]
  })
}

const WEEK = 7 * DAY

/** Whoever heard more in a week than anybody may, or anything after 退订. */
export async function findPestered({ read }: YearScene): Promise<string[]> {
  const { contacts, stopped } = await read(async (db) => ({
    contacts: await db.find(Contact, { where: { state: Not('held') }, order: { at: 'ASC', id: 'ASC' } }),
    stopped: await db.findBy(Customer, { marketingStoppedAt: Not(IsNull()) }),
  }))
  const stoppedAt = new Map(stopped.map(({ id, marketingStoppedAt }) => [id, marketingStoppedAt as number]))
  const heardBy = groupBy(contacts, ({ customerId, groupId }) => `${customerId} ${groupId}`)
  return contacts.flatMap(({ customerId, groupId, kind, at }) => {
    const heard = heardBy.get(`${customerId} ${groupId}`) ?? []
    const week = heard.filter((each) => each.at <= at && each.at > at - WEEK)
    const most = customerId ? 2 : 3
    return [
      ...(week.length > most ? [`${customerId ?? groupId} heard ${week.length} things in a week, ${kind} last`] : []),
      ...(at > (stoppedAt.get(customerId ?? '') ?? at) ? [`${customerId} wants nothing, and heard of ${kind}`] : []),
    ]
  })
}

const NUMBER = /(?<!\d)1[3-9]\d{9}(?!\d)/g

/** Full numbers in what was logged, or said to anybody but whoever asked for one and may have it; each such look is on record. */
export async function findNumbers(
  { said, logged, read }: YearScene,
  phones: readonly string[],
  mayOpen: readonly string[],
): Promise<string[]> {
  const known = new Set(phones)
  const holds = (text: string) => (text.match(NUMBER) ?? []).some((number) => known.has(number))
  const opened = said.filter(({ text }) => holds(text))
  const looks = await read((db) => db.countBy(AuditEntry, { what: 'customers.phone_read' }))
  return [
    ...logged.filter(holds).map((line) => `a number stands in the log: ${line.slice(0, 80)}`),
    ...opened.flatMap(({ to }) => (mayOpen.includes(to) ? [] : [`a number was said to ${to}`])),
    ...(opened.length === looks ? [] : [`${opened.length} numbers were said, ${looks} looks are on record`]),
  ]
}

/** Traces of those who wanted to be forgotten: in any table, or in what was said afterwards. */
export async function findTraces({ read, said }: YearScene, erased: readonly Erased[]): Promise<string[]> {
  if (!erased.length) return []
  const anybody = new RegExp(`(?:${erased.map(({ name }) => name).join('|')})(?!\\d)`)
  const rows = await read(async (db) => {
    const all: [string, string][] = []
    for (const entity of ENTITIES) {
      const sql = `SELECT json_group_array(json_array(${columnsOf(db, entity)})) AS rows FROM ${tableOf(db, entity)}`
      const [whole] = (await db.query(sql)) as { rows: string }[]
      // A table in one piece: its rows are looked at when there is something to find.
      if (whole && anybody.test(whole.rows))
        for (const row of JSON.parse(whole.rows)) all.push([entity.name, JSON.stringify(row)])
    }
    return all
  })
  const words = said.filter(({ text }) => anybody.test(text))
  return erased.flatMap(({ name, at }) => {
    const named = new RegExp(`${name}(?!\\d)`)
    return [
      ...rows.flatMap(([table, row]) =>
        named.test(row) ? [`${name} was erased, and stands in ${table}: ${row}`] : [],
      ),
      ...words
        .filter((each: Said) => each.at > at && named.test(each.text))
        .map(({ to }) => `${name} was said to ${to}`),
    ]
  })
}

/** A control group that is no tenth, classes that nobody gave, calls of a campaign that nobody wrote down. */
export async function findLost({ read, wrote }: YearScene): Promise<string[]> {
  const { entries, classed, customers, invitees } = await read(async (db) => ({
    entries: await db.find(RadarEntry),
    classed: await db.find(AuditEntry, { where: { what: 'customers.classed' }, order: { at: 'ASC', id: 'ASC' } }),
    customers: await db.find(Customer),
    invitees: await db.find(Invitee, { relations: { invitation: true } }),
  }))
  const faults: string[] = []
  const share = entries.filter(({ arm }) => arm === 'control').length / Math.max(1, entries.length)
  if (entries.length > 100 && (share < 0.05 || share > 0.17)) faults.push(`the control group is ${share} of the radar`)
  const given = new Map(classed.map(({ details }) => [String(details.customer), details.to]))
  for (const { id, class: now } of customers)
    if (given.has(id) && given.get(id) !== now) faults.push(`${id} was classed ${given.get(id)}, and is ${now}`)
  const told = groupBy(
    wrote.filter(({ text }) => /^邀约 \d+ \d+ (?!到了)/.test(text)),
    ({ by, text }) => [by, ...text.split(' ').slice(1, 3)].join(' '),
  )
  for (const { invitation, number, assignee, calls } of invitees) {
    const made = told.get(`${assignee} ${invitation?.code} ${number}`)?.length ?? 0
    if (made !== calls) faults.push(`plan ${invitation?.code}, number ${number}: ${made} calls, ${calls} on record`)
  }
  return faults
}
