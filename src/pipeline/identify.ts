import { In } from 'typeorm'
import type { Ids } from '../kit/ids.js'
import type { ChatEvent, SenderRef } from '../message/index.js'
import { Customer, type Db, type Group, Member, type RowOf, StaffAccount, type Writes } from '../store/index.js'

interface Sighting {
  event: ChatEvent
  group: Group
}

export interface Identified {
  member: Member
  staff: StaffAccount | null
}

/** Account → member → customer for a batch: one query for the members, one for the staff. New ones are made. */
export async function identify(
  sightings: readonly Sighting[],
  { db, writes, ids, now }: { db: Db; writes: Writes; ids: Ids; now: number },
): Promise<Identified[]> {
  const groupIds = [...new Set(sightings.map((each) => each.group.id))]
  const accounts = [...new Set(sightings.map((each) => each.event.sender.id))]
  const known = await db.findBy(Member, { groupId: In(groupIds), externalId: In(accounts) })
  const bound = await db.findBy(StaffAccount, { externalId: In(accounts) })
  const members = new Map(known.map((member) => [`${member.groupId} ${member.externalId}`, member]))
  const staffOf = new Map(bound.map((each) => [`${each.channel} ${each.externalId}`, each]))

  return sightings.map(({ event, group }) => {
    const staff = staffOf.get(`${group.account?.channel} ${event.sender.id}`) ?? null
    const key = `${group.id} ${event.sender.id}`
    let member = members.get(key)
    if (!member) {
      member = welcome(event.sender, group, Boolean(staff), { writes, ids, now })
      members.set(key, member)
    }
    return { member, staff }
  })
}

function welcome(
  sender: SenderRef,
  group: Group,
  staff: boolean,
  { writes, ids, now }: { writes: Writes; ids: Ids; now: number },
): Member {
  const customer = staff
    ? null
    : writes.insert(Customer, {
        id: ids(),
        displayName: sender.card || sender.nickname || sender.id,
        phone: null,
        phoneFingerprint: null,
        createdAt: now,
      })
  const row: RowOf<Member> = {
    id: ids(),
    groupId: group.id,
    externalId: sender.id,
    nickname: sender.nickname ?? '',
    card: sender.card ?? '',
    role: sender.role ?? 'member',
    staff,
    customerId: customer?.id ?? null,
    joinedAt: null,
    leftAt: null,
    reportedAt: null,
    cardOk: null,
    lastMessageAt: null,
    messages: 0,
  }
  return writes.insert(Member, row)
}

/** The newest sight of a member wins; what the platform did not say stays. Called in the order of the events. */
export function see(writes: Writes, member: Member, { type, at, sender }: ChatEvent, staff: boolean): void {
  member.nickname = sender.nickname ?? member.nickname
  member.card = sender.card ?? member.card
  member.role = sender.role ?? member.role
  member.staff = staff
  if (type === 'join') Object.assign(member, { joinedAt: at, leftAt: null, reportedAt: null, cardOk: null })
  // Whoever asks to come in is known from now on, and not inside.
  if (type === 'leave' || (type === 'joinRequest' && member.lastMessageAt === null)) member.leftAt = at
  if (type === 'message') {
    member.messages += 1
    member.lastMessageAt = at
  }
  writes.update(Member, member)
}
