import { In, IsNull, Not } from 'typeorm'
import type { Say } from '../kit/texts.js'
import type { ChannelKind } from '../message/index.js'
import { type Db, Group, type GroupSettings, Member, type StaffAccount } from '../store/index.js'
import type { Batch, Turn } from './step.js'

const onPlatforms = { kind: 'owners' as const, account: { channel: Not<ChannelKind>('history') } }
/** What finds the owner groups that we are in. */
export const ownerGroup = { ...onPlatforms, presence: 'here' as const }
const order = { createdAt: 'ASC', id: 'ASC' } as const

/** The owner groups that we are in, oldest first; imported histories are over. */
export const ownerGroups = (db: Db): Promise<Group[]> => db.find(Group, { where: ownerGroup, order })

/** Those too that we are not in any more, or not yet for good. */
export const allOwnerGroups = (db: Db): Promise<Group[]> => db.find(Group, { where: onPlatforms, order })

/** Where the sender of a turn may act. */
export interface Scope {
  groupsOf(turn: Turn): readonly Group[]
  /** Those too that we are not in. */
  allGroupsOf(turn: Turn): readonly Group[]
  /** What belongs to no group is nobody's who is bound to groups. */
  covers(turn: Turn, groupId: string | null): boolean
}

/**
 * The owner groups that the sender of a turn may act in: all of them, and for a group_admin those it was bound for, else
 * those in which the platform has the account for an owner or admin.
 */
export async function loadScope({ db, turns }: Batch): Promise<Scope> {
  const groups = await allOwnerGroups(db)
  const reach = await loadReach(
    db,
    turns.flatMap(({ staff }) => staff ?? []),
  )
  const allGroupsOf = ({ staff }: Turn): readonly Group[] => {
    const own = staff && reach(staff)
    return own ? groups.filter(({ id }) => own.includes(id)) : groups
  }
  return {
    groupsOf: (turn) => allGroupsOf(turn).filter(({ presence }) => presence === 'here'),
    allGroupsOf,
    covers: ({ staff }, groupId) => {
      const own = staff && reach(staff)
      return !own || (groupId !== null && own.includes(groupId) && groups.some(({ id }) => id === groupId))
    },
  }
}

/** The ids of the groups of each of these colleagues; null for those who have all. */
export async function loadReach(
  db: Db,
  colleagues: readonly StaffAccount[],
): Promise<(staff: StaffAccount) => readonly string[] | null> {
  const unbound = colleagues.flatMap((staff) => (isScoped(staff) && staff.groups === null ? staff.externalId : []))
  const led = unbound.length
    ? await db.find(Member, {
        where: { externalId: In(unbound), role: In(['owner', 'admin']), group: { kind: 'owners' } },
        relations: { group: { account: true } },
      })
    : []
  const isLed = ({ externalId, group }: Member, staff: StaffAccount) =>
    externalId === staff.externalId && group?.account?.channel === staff.channel
  return (staff) =>
    isScoped(staff)
      ? (staff.groups ?? led.filter((member) => isLed(member, staff)).map(({ groupId }) => groupId))
      : null
}

/** Whether a turn may see a customer: a group_admin those who are, or were, in one of their groups. */
export async function loadCustomerScope(batch: Batch): Promise<(turn: Turn, customerId: string) => boolean> {
  const scoped = batch.turns.filter(({ staff }) => isScoped(staff))
  if (!scoped.length) return () => true
  const { allGroupsOf } = await loadScope(batch)
  const groupId = In([...new Set(scoped.flatMap((turn) => allGroupsOf(turn).map(({ id }) => id)))])
  const members = await batch.db.findBy(Member, { groupId, customerId: Not(IsNull()) })
  const groupsWith = new Map<string, string[]>()
  for (const { customerId, groupId } of members)
    if (customerId) groupsWith.set(customerId, [...(groupsWith.get(customerId) ?? []), groupId])
  return (turn, customerId) =>
    !isScoped(turn.staff) || allGroupsOf(turn).some(({ id }) => groupsWith.get(customerId)?.includes(id))
}

/** Everybody else acts in all groups of the store. */
const isScoped = (staff: StaffAccount | null): staff is StaffAccount => staff?.role === 'group_admin'

const LISTED = 10

/** The groups that a command means: all without a name, the one of exactly this name, else those whose names hold it. */
export function groupsNamed(groups: readonly Group[], name: string | null): readonly Group[] {
  if (name === null) return groups
  const exact = groups.filter((group) => group.name === name)
  return exact.length ? exact : groups.filter((group) => group.name.includes(name))
}

/** The one group that a command means, or the sentence that asks which. */
export function oneGroup(say: Say, groups: readonly Group[], name: string | null): Group | string {
  const named = groupsNamed(groups, name)
  const [group] = named
  if (!group) return name === null ? say('groups.none') : say('groups.no_such', { name })
  if (named.length === 1) return group
  const names = named.slice(0, LISTED).map((each) => each.name)
  return say('groups.which', { groups: names.join('、') })
}

/** Several commands of one batch may change the same group: each goes on from what the one before left. */
export function changeSettings(batch: Batch, group: Group, change: GroupSettings): void {
  const latest = batch.writes.rows(Group).find(({ id }) => id === group.id) ?? group
  latest.settings = { ...latest.settings, ...change }
  group.settings = latest.settings
  batch.writes.update(Group, latest)
}
