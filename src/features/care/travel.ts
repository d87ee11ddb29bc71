import { In, IsNull, Not } from 'typeorm'
import { groupBy } from '../../kit/group-by.js'
import { dayOf } from '../../kit/zone.js'
import { Contact, type Db, Inquiry, Lead, Member } from '../../store/index.js'
import { dueStep, JOURNEYS, type Journey, nextJourneyStep, stepsOf } from './journeys.js'
import { keyOf, type Occasion } from './occasions.js'
import type { CareSettings } from './settings.js'

/** A customer with the days on which journeys set out, ISO. */
export interface Starts {
  id: string
  starts: Partial<Record<Journey, readonly string[]>>
}

interface Way {
  customerId: string
  kind: Journey
  start: string
}

/** What customers who are on a journey hear today. Answers customer → occasions. */
export async function journeysOf(
  db: Db,
  { on, journeys }: Pick<CareSettings, 'on' | 'journeys'>,
  customers: readonly Starts[],
  { today, zone }: { today: string; zone: string },
): Promise<Map<string, Occasion[]>> {
  const kinds = JOURNEYS.filter((kind) => on.includes(kind))
  const ways: Way[] = customers.flatMap(({ id, starts }) =>
    kinds.flatMap((kind) =>
      (starts[kind] ?? [])
        .filter((start) => dueStep(stepsOf(journeys, kind), { start, said: [] }, today))
        .map((start) => ({ customerId: id, kind, start })),
    ),
  )
  if (!ways.length) return new Map()
  const keysOf = ({ customerId, kind, start }: Way) =>
    stepsOf(journeys, kind).map((step) => ({ day: step.day, key: keyOf({ kind, day: start, step }, customerId) }))
  const keys = ways.flatMap((way) => keysOf(way).map(({ key }) => key))
  const said = await db.find(Contact, {
    select: { id: true, key: true, at: true },
    where: { key: In(keys), state: Not('held') },
  })
  const saidAt = new Map(said.map(({ key, at }) => [key, at]))
  const due = ways.flatMap((way) => {
    const { kind, start } = way
    const heard = keysOf(way).flatMap(({ day, key }) => {
      const at = saidAt.get(key)
      return at === undefined ? [] : { day, at }
    })
    const said = heard.map(({ day }) => day)
    return dueStep(stepsOf(journeys, kind), { start, said }, today) ? [{ ...way, heard, said }] : []
  })
  if (!due.length) return new Map()
  const events = await eventsOf(db, [...new Set(due.map(({ customerId }) => customerId))], zone)
  const startsOf = new Map(customers.map(({ id, starts }) => [id, starts]))
  const found = due.flatMap(({ customerId, kind, start, heard, said }) => {
    const { bought, ...rest } = events(customerId)
    const traveller = {
      ...{ start, said, ...rest },
      firstSaidAt: heard.length ? Math.min(...heard.map(({ at }) => at)) : null,
      boughtOn: latest([...bought, ...(startsOf.get(customerId)?.after_delivery ?? [])]),
    }
    const next = nextJourneyStep(stepsOf(journeys, kind), traveller, today)
    return next && 'step' in next ? [{ customerId, occasion: { kind, day: start, step: next.step } }] : []
  })
  return new Map(
    [...groupBy(found, ({ customerId }) => customerId)].map(([id, own]) => [id, own.map(({ occasion }) => occasion)]),
  )
}

const latest = (days: readonly string[]): string | null => [...days].sort().at(-1) ?? null

/** When each of some customers last answered in private and complained, and on which days they wanted a car that they bought. */
async function eventsOf(db: Db, customerIds: readonly string[], zone: string) {
  const members = await db.find(Member, { where: { customerId: In(customerIds) }, relations: { group: true } })
  const complaints = await db.findBy(Inquiry, { topic: 'complaint', memberId: In(members.map(({ id }) => id)) })
  const won = await db.find(Lead, {
    select: { id: true, customerId: true, raisedAt: true },
    where: { customerId: In(customerIds), state: 'won', endedAt: Not(IsNull()) },
  })
  return (customerId: string) => {
    const own = members.filter((member) => member.customerId === customerId)
    const answers = own.flatMap(({ group, lastMessageAt }) => (group?.kind === 'private' ? (lastMessageAt ?? []) : []))
    const complained = complaints.filter(({ memberId }) => own.some(({ id }) => id === memberId))
    return {
      answeredAt: answers.length ? Math.max(...answers) : null,
      complainedOn: latest(complained.map(({ askedAt }) => dayOf(askedAt, zone))),
      bought: won.filter((lead) => lead.customerId === customerId).map(({ raisedAt }) => dayOf(raisedAt, zone)),
    }
  }
}
