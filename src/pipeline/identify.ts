import { In, IsNull, Not } from 'typeorm'
import { SECOND } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { ChatEvent, SenderRef } from '../message/index.js'
import {
  Customer,
  type Db,
  type Group,
  lock,
  Member,
  NEW_CUSTOMER,
  type RowOf,
  StaffAccount,
  type Writes,
} from '../store/index.js'

interface Sighting {
  event: ChatEvent
  group: Group
}

interface Deps {
  db: Db
  writes: Writes
  ids: Ids
  now: number
}

export interface Identified {
  member: Member
  staff: StaffAccount | null
}

/**
 * Account → member → customer for a batch: one query for the members, one for the staff, and one more when somebody
 * is new to a group. New ones are made; an account that another group of the platform knows is that customer again.
 */
export async function identify(sightings: readonly Sighting[], deps: Deps): Promise<Identified[]> {
  const { db, writes, ids } = deps
  const groupIds = [...new Set(sightings.map((each) => each.group.id))]
  const accounts = [...new Set(sightings.map((each) => each.event.sender.id))]
  const known = await db.findBy(Member, { groupId: In(groupIds), externalId: In(accounts) })
  const bound = await db.find(StaffAccount, { where: [{ externalId: In(accounts) }, { id: In(accounts) }] })
  const members = new Map(known.map((member) => [`${member.groupId} ${member.externalId}`, member]))
  const staffOf = new Map<string, StaffAccount>(
    // In the console a colleague goes by the id of the account that they proved to be theirs.
    bound.flatMap((each) => [
      [`${each.channel} ${each.externalId}`, each],
      [`console ${each.id}`, each],
    ]),
  )
  const memberOf = ({ event, group }: Sighting) => members.get(`${group.id} ${event.sender.id}`)
  const strangers = sightings.filter(
    (each) => !staffOf.has(accountOf(each)) && !memberOf(each)?.customerId && !isOurs(each),
  )
  const customers = await findCustomers(db, strangers)

  const customerOf = (sighting: Sighting): string => {
    const account = accountOf(sighting)
    const customerId = customers.get(account) ?? newCustomer(sighting.event.sender, deps).id
    customers.set(account, customerId)
    return customerId
  }

  return sightings.map((sighting) => {
    const { event, group } = sighting
    const staff = staffOf.get(accountOf(sighting)) ?? null
    let member = memberOf(sighting)
    const works = Boolean(staff) || isOurs(sighting)
    if (!member) {
      const customerId = works ? null : customerOf(sighting)
      member = writes.insert(Member, newMember(ids(), event.sender, group, customerId, works))
      members.set(`${group.id} ${event.sender.id}`, member)
    } else if (!works && !member.customerId) {
      // Worked for the dealer once.
      member.customerId = customerOf(sighting)
      writes.change(Member, member.id, { customerId: member.customerId })
    }
    return { member, staff }
  })
}

/** Our own account: it is the sender of its coming and going where nobody is told to have brought or removed it. */
const isOurs = ({ event, group }: Sighting) => event.sender.id === group.account?.account

/** The account as the whole platform knows it. In an export without accounts people go by names, in each group anew. */
function accountOf({ event: { sender }, group }: Sighting): string {
  const channel = group.account?.channel
  const byName = channel === 'history' && (sender.id === sender.card || !/^[\w.@-]{5,}$/.test(sender.id))
  return byName ? `${channel} ${sender.id} ${group.id}` : `${channel} ${sender.id}`
}

/** Account → customer, as far as other groups of the same platform know the account; of several the oldest. */
async function findCustomers(db: Db, strangers: readonly Sighting[]): Promise<Map<string, string>> {
  if (!strangers.length) return new Map()
  await lock(db, strangers.map(accountOf))
  const members = await db.find(Member, {
    where: { externalId: In([...new Set(strangers.map((each) => each.event.sender.id))]), customerId: Not(IsNull()) },
    relations: { group: { account: true } },
    order: { id: 'DESC' },
  })
  return new Map(
    members.map((each) => [`${each.group?.account?.channel} ${each.externalId}`, each.customerId as string]),
  )
}

function newCustomer({ id, card, nickname }: SenderRef, { writes, ids, now }: Deps): Customer {
  return writes.insert(Customer, {
    id: ids(),
    displayName: card || nickname || id,
    createdAt: now,
    ...NEW_CUSTOMER,
  })
}

const newMember = (
  id: string,
  sender: SenderRef,
  group: Group,
  customerId: string | null,
  staff: boolean,
): RowOf<Member> => ({
  id,
  groupId: group.id,
  externalId: sender.id,
  nickname: sender.nickname ?? '',
  card: sender.card ?? '',
  role: sender.role ?? 'member',
  staff,
  customerId,
  joinedAt: null,
  leftAt: null,
  reportedAt: null,
  cardOk: null,
  cardReminders: 0,
  cardRemindedAt: null,
  mutedUntil: null,
  mutedBy: null,
  source: null,
  lastMessageAt: null,
  messages: 0,
})

/** The newest sight of a member wins; what the platform did not say stays. Called in the order of the events. */
export function see(writes: Writes, member: Member, event: ChatEvent, staff: boolean): void {
  const { type, at, sender } = event
  // They are about us; where `sender` is by now, nobody says.
  if (type === 'botJoined' || type === 'botLeft' || type === 'invitation') return
  member.nickname = sender.nickname ?? member.nickname
  member.card = sender.card ?? member.card
  member.role = sender.role ?? member.role
  member.staff = staff
  if (type === 'join') Object.assign(member, { joinedAt: at, leftAt: null, reportedAt: null, cardOk: null })
  // Whoever asks to come in is known from now on, and not inside.
  if (type === 'leave' || (type === 'joinRequest' && member.lastMessageAt === null)) member.leftAt = at
  if (type === 'mute') {
    const { seconds, mutedBy = null } = event
    Object.assign(
      member,
      seconds ? { mutedUntil: at + seconds * SECOND, mutedBy } : { mutedUntil: null, mutedBy: null },
    )
  }
  if (type === 'message') {
    member.messages += 1
    member.lastMessageAt = at
  }
  writes.update(Member, member)
}
