import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { type Frame, idOf, isFrame, wordsOf } from './types.js'

export interface RosterMember {
  nickname: string
  card: string
  role: NonNullable<SenderRef['role']>
  /** UTC epoch ms, where the platform tells. */
  joinedAt?: number
}

type Members = Map<string, RosterMember>

export interface Roster {
  groupName(group: string): string | undefined
  nameGroup(group: string, name: string): void
  groups(): string[]
  member(group: string, person: string): RosterMember | undefined
  /** A group that both we and the person are in. */
  groupOf(person: string): string | undefined
  put(group: string, person: string, member: Partial<RosterMember>): void
  remove(group: string, person: string): void
  forgetGroup(group: string): void
  /** Call before asking for a list: what is told of a member meanwhile is newer than the list. */
  beginRefresh(group: string): void
  /**
   * Takes a full list of a group's members in. Answers what changed since the list before, as events; none for the
   * first list of a group.
   */
  endRefresh(group: string, list: ReadonlyMap<string, RosterMember>, now: number, account: string): ChatEvent[]
}

export function toMember(value: unknown): { id: string; member: RosterMember } | undefined {
  const id = isFrame(value) ? idOf(value.user_id) : undefined
  if (!isFrame(value) || id === undefined) return undefined
  const { role, join_time } = value
  const joined = typeof join_time === 'number' && join_time > 0 && join_time < 1e11 ? join_time * 1000 : undefined
  return {
    id,
    member: {
      nickname: wordsOf(value.nickname),
      card: wordsOf(value.card),
      role: role === 'owner' || role === 'admin' ? role : 'member',
      ...(joined === undefined ? {} : { joinedAt: joined }),
    },
  }
}

export function toMembers(data: unknown): Map<string, RosterMember> | undefined {
  if (!Array.isArray(data)) return undefined
  const members = data.map(toMember).filter((each) => each !== undefined)
  return new Map(members.map(({ id, member }) => [id, member]))
}

/** Names of groups from get_group_list. */
export function toGroups(data: unknown): Map<string, string> | undefined {
  if (!Array.isArray(data)) return undefined
  const groups = data.filter(isFrame).map((group: Frame) => [idOf(group.group_id), wordsOf(group.group_name)] as const)
  return new Map(groups.filter((group): group is readonly [string, string] => group[0] !== undefined))
}

/** Who is in which group, as far as we know: the platform keeps silent about what happens while it is away. */
export function createRoster(): Roster {
  const names = new Map<string, string>()
  const rooms = new Map<string, Members>()
  const complete = new Set<string>()
  const touched = new Map<string, Set<string>>()
  const of = (group: string): Members => {
    const known = rooms.get(group)
    if (known) return known
    const made: Members = new Map()
    rooms.set(group, made)
    return made
  }
  const touch = (group: string, person: string) => touched.get(group)?.add(person)

  return {
    groupName: (group) => names.get(group),
    nameGroup: (group, name) => void names.set(group, name),
    groups: () => [...names.keys()],
    member: (group, person) => rooms.get(group)?.get(person),
    groupOf: (person) => [...rooms].find(([, members]) => members.has(person))?.[0],
    put(group, person, member) {
      touch(group, person)
      const before = of(group).get(person) ?? { nickname: '', card: '', role: 'member' as const }
      of(group).set(person, { ...before, ...member })
    },
    remove(group, person) {
      touch(group, person)
      rooms.get(group)?.delete(person)
    },
    forgetGroup(group) {
      names.delete(group)
      rooms.delete(group)
      complete.delete(group)
    },
    beginRefresh: (group) => void touched.set(group, new Set()),
    endRefresh(group, list, now, account) {
      const newer = touched.get(group) ?? new Set()
      touched.delete(group)
      const before = of(group)
      const title = names.get(group)
      const room: RoomRef = { id: group, kind: 'group', ...(title ? { name: title } : {}) }
      const events = complete.has(group)
        ? differences(before, list, { room, now, skip: new Set([...newer, account]) })
        : []
      complete.add(group)
      for (const person of [...before.keys()]) if (!newer.has(person) && !list.has(person)) before.delete(person)
      for (const [person, member] of list) if (!newer.has(person)) before.set(person, member)
      return events
    },
  }
}

interface Context {
  room: RoomRef
  now: number
  skip: ReadonlySet<string>
}

/** What must have happened between two lists. Only joins carry their own time. */
function differences(
  before: ReadonlyMap<string, RosterMember>,
  after: ReadonlyMap<string, RosterMember>,
  { room, now, skip }: Context,
): ChatEvent[] {
  const events: ChatEvent[] = []
  const second = Math.floor(now / 1000)
  for (const [id, member] of after) {
    if (skip.has(id)) continue
    const old = before.get(id)
    const sender = toSender(id, member)
    if (!old) {
      const at = member.joinedAt !== undefined && member.joinedAt <= now ? member.joinedAt : second * 1000
      events.push({ type: 'join', id: `join:${id}:${at / 1000}`, at, room, sender })
    } else if (old.card !== member.card) {
      const oldCard = old.card ? { oldCard: old.card } : {}
      events.push({ type: 'card', id: `card:${id}:${second}`, at: second * 1000, room, sender, ...oldCard })
    }
  }
  for (const [id, member] of before) {
    if (skip.has(id) || after.has(id)) continue
    events.push({ type: 'leave', id: `leave:${id}:${second}`, at: second * 1000, room, sender: toSender(id, member) })
  }
  return events.sort((a, b) => a.at - b.at)
}

export function toSender(id: string, { nickname, card, role }: RosterMember): SenderRef {
  return { id, ...(nickname ? { nickname } : {}), ...(card ? { card } : {}), role }
}
