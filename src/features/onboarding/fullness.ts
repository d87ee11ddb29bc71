import { In, IsNull } from 'typeorm'
import type { Say } from '../../kit/texts.js'
import type { ChannelKind } from '../../message/index.js'
import { type Db, Group, Member } from '../../store/index.js'
import { ownerGroup } from '../owner-groups.js'
import type { Turn } from '../step.js'
import { isFilling, isFull, nextGroup, type Place } from './next-group.js'

/** How many members a group of a platform takes. On QQ it depends on the group, and the platform tells. */
const MOST: Partial<Record<ChannelKind, number>> = { wechat: 500, telegram: 200_000 }

/** A group that is full, or nearly. */
export interface Fullness {
  members: number
  limit: number
  isFull: boolean
  /** Where newcomers go; null: there is no other of its kind with room. */
  next: { group: Group; members: number; link?: string | undefined } | null
}

/** What is newer than the database: who comes in right now, and what the platform tells of the group. */
interface Coming {
  joins: number
  size?: number
  capacity?: number
}

/** By group. */
export function comingIn(turns: readonly Turn[]): Map<string, Coming> {
  const coming = new Map<string, Coming>()
  for (const { event, group } of turns) {
    if (event.type !== 'join' && event.type !== 'joinRequest') continue
    const { members, capacity } = event.room
    const before = coming.get(group.id) ?? { joins: 0 }
    coming.set(group.id, {
      ...before,
      joins: before.joins + (event.type === 'join' ? 1 : 0),
      ...(members !== undefined && { size: members }),
      ...(capacity !== undefined && { capacity }),
    })
  }
  return coming
}

/** Of these groups those that are full, or nearly. */
export async function loadFullness(db: Db, coming: ReadonlyMap<string, Coming>): Promise<Map<string, Fullness>> {
  const found = new Map<string, Fullness>()
  if (!coming.size) return found
  const asked = await db.find(Group, { where: { id: In([...coming.keys()]) }, relations: { account: true } })
  const filling = (await toPlaces(db, asked, coming)).filter(isFilling)
  if (!filling.length) return found
  const groups = await db.find(Group, { where: ownerGroup, relations: { account: true } })
  const places = await toPlaces(db, groups, coming)
  for (const place of filling) {
    const next = nextGroup(place, places)
    const group = groups.find(({ id }) => id === next?.id)
    const chosen = asked.find(({ id }) => id === place.id)?.settings.full
    const link = chosen?.next === group?.name ? chosen?.link : undefined
    found.set(place.id, {
      ...{ members: place.members, limit: place.limit as number, isFull: isFull(place) },
      next: next && group ? { group, members: next.members, link } : null,
    })
  }
  return found
}

async function toPlaces(db: Db, groups: readonly Group[], coming: ReadonlyMap<string, Coming>): Promise<Place[]> {
  const counted: { groupId: string; number: number | string }[] = await db
    .createQueryBuilder(Member, 'member')
    .select('member.groupId', 'groupId')
    .addSelect('COUNT(*)', 'number')
    .where({ groupId: In(groups.map(({ id }) => id)), leftAt: IsNull() })
    .groupBy('member.groupId')
    .getRawMany()
  const known = new Map(counted.map(({ groupId, number }) => [groupId, Number(number)]))
  return groups.map(({ id, name, accountId, account, settings, ...told }) => {
    const { joins = 0, size = told.size, capacity = told.capacity } = coming.get(id) ?? {}
    return {
      ...{ id, name, accountId, tags: settings.tags ?? [], next: settings.full?.next },
      // Of those who never spoke only the platform knows.
      members: Math.max((known.get(id) ?? 0) + joins, size ?? 0),
      limit: settings.full?.members ?? capacity ?? (account && MOST[account.channel]) ?? null,
    }
  })
}

/** How one comes into a group: its link, or on QQ its number; elsewhere a colleague has to invite. */
export function wayInto(say: Say, { group, link }: NonNullable<Fullness['next']>): string {
  if (link) return say('onboarding.way_link', { link })
  return group.account?.channel === 'qq' ? say('onboarding.way_number', { number: group.externalId }) : ''
}
