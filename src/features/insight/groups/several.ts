import { In, IsNull } from 'typeorm'
import type { Say } from '../../../kit/texts.js'
import { type Db, type Group, Member } from '../../../store/index.js'
import { displayName } from '../../step.js'

/** A person, and the groups that they are in. */
interface InSeveral {
  name: string
  groups: string[]
}

type Seen = Pick<Member, 'groupId' | 'externalId' | 'customerId' | 'nickname' | 'card'>

/** As many as a phone shows without scrolling for long. */
const LISTED = 20

/** Who is in more than one of these groups: by the customer, else by the account. Those in most groups come first. */
export function inSeveral(members: readonly Seen[], groups: readonly Pick<Group, 'id' | 'name' | 'accountId'>[]) {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const people = new Map<string, { name: string; groups: Set<string> }>()
  for (const member of members) {
    const group = byId.get(member.groupId)
    if (!group) continue
    const key = member.customerId ?? `${group.accountId} ${member.externalId}`
    const person = people.get(key) ?? { name: displayName(member), groups: new Set() }
    people.set(key, { ...person, groups: person.groups.add(group.id) })
  }
  return [...people.values()]
    .filter((person) => person.groups.size > 1)
    .sort((one, other) => other.groups.size - one.groups.size)
    .map(({ name, groups }): InSeveral => ({ name, groups: [...groups].map((id) => byId.get(id)?.name ?? '') }))
}

/** 跨群名单: the same person in several groups. */
export async function severalText(db: Db, say: Say, groups: readonly Group[]): Promise<string> {
  const members = await db.find(Member, {
    where: { groupId: In(groups.map(({ id }) => id)), staff: false, leftAt: IsNull() },
    order: { id: 'ASC' },
  })
  const people = inSeveral(members, groups)
  if (!people.length) return say('groups.several_none')
  const rest = people.length - LISTED
  return [
    say('groups.several', { number: people.length }),
    ...people.slice(0, LISTED).map((person) => `· ${person.name}：${person.groups.join('、')}`),
    ...(rest > 0 ? [say('groups.several_more', { number: rest })] : []),
  ].join('\n')
}
