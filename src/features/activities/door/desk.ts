import { z } from 'zod'
import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import type { Say } from '../../../kit/texts.js'
import {
  Activity,
  AuditEntry,
  type Db,
  forUpdate,
  StaffAccount,
  type StaffRole,
  type Store,
  Writes,
} from '../../../store/index.js'
import { loadReach } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { readLink } from '../links.js'
import { isPhone, type Prospect, type TakeLead, takeProspect } from '../prospects.js'
import { type Arrived, arrive, type Door, openDoor, undo } from './door.js'
import { type RosterSheet, rosterSheet } from './roster-rows.js'
import { type DoorView, viewOf } from './view.js'

/** What a phone noted, perhaps long ago: somebody came, or it was a mistake. */
const note = z.strictObject({
  id: z.uuid(),
  /** Of the group; null for a walk-in. */
  member: z.string().max(36).nullable(),
  name: z.string().trim().max(40).default(''),
  adults: z.number().int().min(0).max(60),
  children: z.number().int().min(0).max(60),
  /** UTC ms, by the clock of the phone. */
  at: z.number().int().min(0).max(8.64e15),
  undo: z.boolean().default(false),
  /** Of a walk-in who agreed that we may call. */
  phone: z.string().max(20).refine(isPhone).optional(),
})
type Note = z.infer<typeof note>

interface Noted {
  id: string
  outcome: Arrived['outcome'] | 'taken_back' | 'odd'
}

/** The door as a page for the phone of a colleague. A token that is no good answers null. */
export interface DoorDesk {
  dealer: Pick<Dealer, 'name' | 'locale' | 'zone'>
  /** Takes in what a phone noted; the same notes again change nothing. */
  sync(token: string, notes: readonly unknown[]): Promise<{ noted: Noted[]; view: DoorView } | null>
  roster(token: string): Promise<RosterSheet | null>
}

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  dealer: Dealer
  say: Say
  clock: Clock
  takeLead: TakeLead
  /** Told when there may be work to do. */
  onNoted(): void
}

export function createDoorDesk(deps: Deps): DoorDesk {
  const { store, dealer } = deps
  return {
    dealer,
    roster: (token) =>
      store.transaction(async (db) => {
        const opened = await openWith(db, deps, token)
        return opened && rosterSheet(deps, opened.door, deps.vault)
      }),
    async sync(token, notes) {
      const synced = await store.transaction(async (db) => {
        const opened = await openWith(db, deps, token)
        return opened && takeNotes(db, deps, opened, notes)
      })
      if (!synced) return null
      for (const prospect of synced.prospects) await takeProspect(deps, prospect, synced.activity)
      if (notes.length) deps.onNoted()
      return { noted: synced.noted, view: synced.view }
    },
  }
}

interface Opened {
  door: Door
  staff: { name: string; role: StaffRole; externalId: string }
}

async function openWith(db: Db, { vault, clock }: Deps, token: string): Promise<Opened | null> {
  const link = readLink('door', token, clock.now(), vault)
  const staff = link && (await db.findOneBy(StaffAccount, { id: link.who }))
  if (!link || !staff || !may(staff, 'activities.check_in')) return null
  const activity = await db.findOne(Activity, { where: { id: link.activityId, state: 'open' }, ...forUpdate(db) })
  const reach = (await loadReach(db, [staff]))(staff)
  if (!activity || !(reach?.includes(activity.groupId) ?? true)) return null
  return { door: await openDoor(db, activity), staff }
}

async function takeNotes(db: Db, { ids, clock }: Deps, { door, staff }: Opened, given: readonly unknown[]) {
  const now = clock.now()
  const writes = new Writes()
  const prospects: Prospect[] = []
  const noted = given.map((each): Noted => {
    const parsed = note.safeParse(each)
    if (!parsed.success) return { id: z.object({ id: z.string() }).safeParse(each).data?.id ?? '', outcome: 'odd' }
    const { id, member, name, adults, children, at, phone } = parsed.data
    if (parsed.data.undo) return takeBack(parsed.data)
    // A phone may know a member who is not in the group any more.
    if (member !== null && !door.members.some((known) => known.id === member)) return { id, outcome: 'odd' }
    const isKnown = door.arrivals.some((each) => each.id === id)
    const heads = adults + children > 0 ? { adults, children } : null
    const arriving = { id, memberId: member, name, heads, at: now, phoneAt: at, by: staff.name }
    const { outcome, arrival } = arrive(door, arriving, { writes, ids, now })
    if (outcome === 'arrived' && !isKnown) audit('activities.arrived', arrival.id)
    if (phone && member === null && outcome === 'arrived') prospects.push({ id, name: name || phone.slice(-4), phone })
    return { id, outcome }
  })
  await writes.flush(db)
  const { id, title } = door.activity
  return { noted, prospects, activity: { id, title }, view: viewOf(door, staff.name) }

  function takeBack({ id, member }: Note): Noted {
    const undone = undo(
      door.arrivals.find((each) => (member === null ? each.id === id : each.memberId === member)),
      { writes, now },
    )
    if (undone) audit('activities.arrival_undone', undone.id)
    return { id, outcome: 'taken_back' }
  }

  function audit(what: string, arrival: string): void {
    const details = { activity: door.activity.id, arrival }
    writes.insert(AuditEntry, { id: ids(), at: now, actor: staff.externalId, what, messageId: null, details })
  }
}
