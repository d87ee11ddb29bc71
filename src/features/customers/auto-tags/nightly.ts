import { In, IsNull } from 'typeorm'
import { pieces } from '../../../kit/pieces.js'
import type { Say } from '../../../kit/texts.js'
import { dayOf } from '../../../kit/zone.js'
import { Customer, CustomerTag, type Db, Member, Rsvp, Vehicle, Writes } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { behind, own } from '../standing.js'
import { byRule } from './by.js'
import { diffTags } from './diff.js'
import { type AutoTag, autoTags, readTagSettings, type TagSettings } from './rules.js'
import { staleCustomers } from './stale.js'

/** What the rules look at. */
const OF_CARS = {
  ...{ id: true, customerId: true, brand: true, model: true },
  ...{ purchaseDate: true, insuranceUntil: true },
} as const
const OF_TAGS = { id: true, customerId: true, tag: true, by: true } as const

/** Every night: the tags that rules give are reckoned anew. Each piece has its own transaction: nobody has to wait long. */
export async function tagByRules(deps: JobDeps): Promise<void> {
  const { store, say, now, dealer } = deps
  const { settings, stale } = await store.direct(async (db) => {
    const settings = await readTagSettings(db)
    return { settings, stale: await staleCustomers(db, { settings, say, now, today: dayOf(now, dealer.zone) }) }
  })
  for (const customerIds of pieces(stale)) await store.transaction((db) => tagPiece(db, customerIds, settings, deps))
}

async function tagPiece(db: Db, ids: readonly string[], settings: TagSettings, deps: JobDeps): Promise<void> {
  const { now, dealer, say } = deps
  const customerId = In([...ids])
  const customers = await db.find(Customer, {
    select: { id: true, profile: true },
    where: { id: customerId, mergedIntoId: IsNull(), erasedAt: IsNull() },
  })
  const cars = own(await db.find(Vehicle, { select: OF_CARS, where: { customerId, goneAt: IsNull() } }))
  const tags = own(await db.find(CustomerTag, { select: OF_TAGS, where: { customerId } }))
  const members = await db.find(Member, {
    select: { id: true, customerId: true, lastMessageAt: true, messages: true },
    where: { customerId, staff: false, leftAt: IsNull() },
  })
  const accounts = own(members)
  const signed: Rsvp[] = []
  for (const some of pieces(members.map(({ id }) => id)))
    signed.push(...(await db.findBy(Rsvp, { memberId: In(some) })))
  const rsvps = behind(members, signed, 'memberId')

  const writes = new Writes()
  const gone: string[] = []
  const today = dayOf(now, dealer.zone)
  for (const { id, profile } of customers) {
    const facts = { cars: cars(id), accounts: accounts(id), family: profile?.family ?? '', rsvps: rsvps(id) }
    const wanted = new Map(autoTags(facts, settings, now, today).map((each) => [wordOf(say, each), byRule(each)]))
    const { add, change, remove } = diffTags(tags(id), wanted, profile?.without ?? [])
    for (const each of add) writes.insert(CustomerTag, { ...each, id: deps.ids(), customerId: id, at: now })
    for (const each of change) writes.change(CustomerTag, each.id, { by: each.by })
    gone.push(...remove)
  }
  await writes.flush(db)
  if (gone.length) await db.delete(CustomerTag, { id: In(gone) })
}

const wordOf = (say: Say, { rule, name }: AutoTag): string => name ?? say(`customers.auto_tag.${rule}`)
