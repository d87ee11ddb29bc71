import { DateTime } from 'luxon'
import { In, MoreThan } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import { groupBy } from '../../kit/group-by.js'
import { dayOf } from '../../kit/zone.js'
import { Contact, type Db, Member, OutboxItem, type RowOf, writeRows } from '../../store/index.js'
import { askToWrite } from '../ask-to-write.js'
import { REMEMBERED, writeContacts } from '../contact-budget.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { namesIn } from '../named-customers.js'
import { roomOf } from '../step.js'
import { decide } from './budget.js'
import { findCandidates, type Looked, type Morning } from './candidates.js'
import { isChange, look } from './changes.js'
import { dueFor } from './due.js'
import { keyOf, type Occasion } from './occasions.js'
import { type CareSettings, readCareSettings } from './settings.js'
import { type Fill, turnOn, worded } from './wording.js'

/** A wish of the morning is none at night. */
const LIFETIME = 10 * HOUR
const AT_ONCE = 1_000

interface Care {
  customer: Looked
  occasion: Occasion
  /** As the groups know them, and what to say. */
  name: string
  words: string
}

/**
 * Every morning: who is written to and why. In private where the customer has written to us before, for no platform lets a
 * bot write to strangers without harm; else their consultant is asked.
 */
export async function careForCustomers(deps: JobDeps): Promise<void> {
  await deps.store.transaction(async (db) => {
    const settings = await readCareSettings(db)
    if (!settings.on.length) return
    const day = dayOf(deps.now, deps.dealer.zone)
    const { isAwake } = settings.on.some(isChange) ? await look(db, day) : { isAwake: false }
    const morning = { today: day, zone: deps.dealer.zone, isAwake }
    const tasks: Care[] = []
    for (let after = ''; ; ) {
      const customers = await findCandidates(db, settings, morning, { after, take: AT_ONCE })
      tasks.push(...(await careForSome(deps, db, settings, morning, customers)))
      if (customers.length < AT_ONCE) break
      after = customers.at(-1)?.id as string
    }
    await askToWrite(
      db,
      deps,
      `care:${day}`,
      tasks.map(({ customer, occasion, name, words }) => ({
        ...{ owner: customer.owner, name, kind: deps.say(`care.kind.${occasion.kind}`) },
        words: words.split('\n')[0] as string,
      })),
    )
  })
}

/** Answers what a colleague has to do. */
async function careForSome(
  { ids, say, dealer, now }: JobDeps,
  db: Db,
  settings: CareSettings,
  morning: Morning,
  customers: readonly Looked[],
): Promise<Care[]> {
  const wanted = await dueFor(db, settings, customers, morning)
  if (!wanted.size) return []
  const concerned = In([...wanted.keys()].map(({ id }) => id))
  const past = groupBy(
    await db.findBy(Contact, { customerId: concerned, at: MoreThan(now - REMEMBERED) }),
    ({ customerId }) => customerId,
  )
  const members = await db.find(Member, {
    where: { customerId: concerned },
    relations: { group: true },
    order: { id: 'ASC' },
  })
  const names = namesIn(members)
  const roomsOf = groupBy(
    members.filter(({ group }) => group?.kind === 'private'),
    ({ customerId }) => customerId,
  )

  /** The store's words or ours, then why it came and how to stop it. */
  const wordsFor = ({ kind, step }: Occasion, fill: Fill, index: number): string => {
    const own = step ? (step.words ?? undefined) : settings.words[kind]
    const ours = own ? '' : say(step ? `care.journey.${kind}.day_${step.day}` : `care.text.${kind}`, fill)
    const text = worded({ own, ours, fill, turn: turnOn(morning.today, index) })
    return `${text}\n${say('care.footer', { why: say(`care.why.${kind}`, fill) })}`
  }
  const { hour } = DateTime.fromMillis(now, { zone: dealer.zone })
  const contacts: RowOf<Contact>[] = []
  const items: RowOf<OutboxItem>[] = []
  const tasks: Care[] = []
  for (const [customer, occasions] of wanted) {
    for (const { occasion, held } of decide(occasions, customer, past.get(customer.id) ?? [], { now, hour })) {
      const key = keyOf(occasion, customer.id)
      const group = roomsOf.get(customer.id)?.[0]?.group
      const state = held ? 'held' : group ? 'sent' : 'asked'
      const about = { key, customerId: customer.id, groupId: null, kind: occasion.kind }
      contacts.push({ ...about, id: ids(), state, why: held, at: now })
      if (held) continue
      const name = names.get(customer.id) ?? customer.displayName
      const fill = { name, day: occasion.day, consultant: customer.owner ?? '' }
      const words = wordsFor(occasion, fill, contacts.length)
      if (!group) tasks.push({ customer, occasion, name, words })
      else
        items.push(
          groupItem(group, dealer.zone, {
            ...{ id: ids(), priority: 'broadcast', now, lifetime: LIFETIME },
            action: { type: 'say', room: roomOf(group), text: words },
            dedupeKey: `care:${customer.id}:${key}`,
          }),
        )
    }
  }
  await writeContacts(db, contacts)
  await writeRows(db, OutboxItem, items, 'ignore')
  return tasks
}
