import { DateTime } from 'luxon'
import { In, MoreThan } from 'typeorm'
import { z } from 'zod'
import { DAY } from '../kit/clock.js'
import { pieces } from '../kit/pieces.js'
import {
  Contact,
  type Customer,
  type CustomerClass,
  type Db,
  type RowOf,
  settingOf,
  writeRows,
} from '../store/index.js'

const WEEK = 7 * DAY
/** Not before this hour of the day, nor from that one on. */
const AWAKE = { from: 8, to: 21 }
/** The longest time that an allowance looks back. */
export const REMEMBERED = 14 * DAY

const schema = z.object({
  /** So often in a week a group hears something that it did not ask for. */
  groupTimes: z.number().int().min(0).max(99).default(3),
})
export const { read: readContactSettings, save: saveContactSettings } = settingOf('contacts', schema)

export interface Allowance {
  times: number
  weeks: number
}

/** How often somebody of a class may be written to unasked. */
export const allowanceOf = (kept: CustomerClass | null): Allowance =>
  kept === 'A' ? { times: 2, weeks: 1 } : kept === 'C' ? { times: 1, weeks: 2 } : { times: 1, weeks: 1 }

export type Past = Pick<Contact, 'at' | 'state'>
export type Held = NonNullable<Contact['why']>

/** How many contacts an allowance leaves; what a colleague was asked to say counts too. */
export const left = ({ times, weeks }: Allowance, past: readonly Past[], now: number): number =>
  Math.max(0, times - past.filter(({ state, at }) => state !== 'held' && at > now - weeks * WEEK).length)

export const isNight = (hour: number) => hour < AWAKE.from || hour >= AWAKE.to

/** When people may be written to: now, or in the morning. UTC ms. */
export function awakeAt(now: number, zone: string): number {
  const local = DateTime.fromMillis(now, { zone })
  if (!isNight(local.hour)) return now
  const morning = local.startOf('day').set({ hour: AWAKE.from })
  return (morning > local ? morning : morning.plus({ days: 1 })).toMillis()
}

/** Whether a customer may be written to unasked; null: they may. */
export function decideForCustomer(
  person: Pick<Customer, 'class' | 'marketingStoppedAt'>,
  past: readonly Past[],
  now: number,
): Exclude<Held, 'quiet'> | null {
  if (person.marketingStoppedAt !== null) return 'stopped'
  return left(allowanceOf(person.class), past, now) > 0 ? null : 'budget'
}

/** Whether a group may hear something unasked. */
export function decideForGroup(
  { past, isTroubled, times }: { past: readonly Past[]; isTroubled: boolean; times: number },
  now: number,
): Exclude<Held, 'quiet'> | null {
  if (isTroubled) return 'incident'
  return left({ times, weeks: 1 }, past, now) > 0 ? null : 'budget'
}

/** What some customers heard unasked within the longest allowance. Answers customer → contacts. */
export async function pastContacts(
  db: Db,
  customerIds: readonly string[],
  now: number,
): Promise<Map<string, Contact[]>> {
  const past = new Map<string, Contact[]>(customerIds.map((id) => [id, []]))
  for (const some of pieces([...past.keys()]))
    for (const contact of await db.findBy(Contact, { customerId: In(some), at: MoreThan(now - REMEMBERED) }))
      past.get(contact.customerId as string)?.push(contact)
  return past
}

/** Writes contacts down; what was held back before and is said now changes its row. */
export async function writeContacts(db: Db, contacts: readonly RowOf<Contact>[]): Promise<void> {
  const known = new Map<string, string>()
  for (const some of pieces(contacts.map(({ key }) => key)))
    for (const { key, id } of await db.findBy(Contact, { key: In(some) })) known.set(key, id)
  const rows = contacts.map((contact) => ({ ...contact, id: known.get(contact.key) ?? contact.id }))
  await writeRows(db, Contact, rows, 'update')
}
