import { In, Not } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import type { ChannelKind } from '../../../message/index.js'
import { LEFT_GROUP, waiting } from '../../../outbox/index.js'
import { Group, JoinRequest, OutboxItem, StaffAccount } from '../../../store/index.js'
import type { Batch, Turn } from '../../step.js'

/** What was asked lately is looked through for what was agreed. */
const RECENT = 200
/** A group that is known by its name only counts as the one that was agreed to for so long. */
const NAMED_FOR = 7 * DAY

/** Requests about our own coming, the newest first, with their groups and who asked. */
export const loadRequests = ({ db }: Batch): Promise<JoinRequest[]> =>
  db.find(JoinRequest, {
    where: { kind: In(['invitation', 'brought_in']) },
    relations: { group: true, member: true },
    order: { code: 'DESC' },
    take: RECENT,
  })

/** The newest request about the group that a turn is in. */
export const requestAbout = (requests: readonly JoinRequest[], { group, event, now }: Turn): JoinRequest | undefined =>
  requests.find((each) => {
    if (each.groupId === group.id) return each.kind === 'brought_in'
    if (each.group?.accountId !== group.accountId) return false
    if (each.place !== null) return each.place === group.externalId
    // WeChat does not tell which group somebody asks us into, only what it is called.
    return each.answer === group.name && each.member?.externalId === event.sender.id && now - each.askedAt < NAMED_FOR
  })

export const isStaffBound = ({ db }: Batch): Promise<boolean> =>
  db.existsBy(StaffAccount, { channel: Not<ChannelKind>('history') })

/** The private chats of those in charge, one a person: where to turn when there is no staff room. */
export async function loadDesks({ db, staffRooms, turns }: Batch): Promise<Group[]> {
  const left = new Set(turns.flatMap(({ event, group }) => (event.type === 'botLeft' ? group.id : [])))
  if (staffRooms.some(({ id }) => !left.has(id))) return []
  const inCharge = await db.find(StaffAccount, { where: { role: In(['manager', 'admin']) }, order: { id: 'ASC' } })
  const rooms = await db.find(Group, {
    where: { kind: 'private', externalId: In(inCharge.map((each) => each.externalId)) },
    relations: { account: true },
  })
  const desks = inCharge.flatMap(({ name, channel, externalId }) => {
    const room = rooms.find((each) => each.externalId === externalId && each.account?.channel === channel)
    return room ? [[name, room] as const] : []
  })
  return [...new Map(desks.reverse()).values()]
}

/** Lets what waits to be said in a group expire with the next look of the outbox. Answers how many items, by group. */
export async function dropWaiting({ db }: Batch, turns: readonly Turn[]): Promise<Map<string, number>> {
  const dropped = new Map<string, number>()
  if (!turns.length) return dropped
  const accountId = In(turns.map(({ group }) => group.accountId))
  const items = await db.find(OutboxItem, { where: { accountId, state: waiting } })
  for (const { group, now } of turns) {
    const ids = items
      .filter(({ action, accountId }) => accountId === group.accountId && action.room.id === group.externalId)
      .map(({ id }) => id)
    dropped.set(group.id, ids.length)
    if (ids.length)
      await db.update(OutboxItem, { id: In(ids), state: 'waiting' }, { expiresAt: now, reason: LEFT_GROUP })
  }
  return dropped
}
