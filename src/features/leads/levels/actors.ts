import { In } from 'typeorm'
import { type Db, Member, StaffAccount } from '../../../store/index.js'
import { displayName } from '../../step.js'
import type { LevelChange } from './history.js'

/** Account → name of those who changed levels: whoever works here no longer is called as the chats last knew them. */
export async function actorNames(db: Db, changes: readonly LevelChange[]): Promise<ReadonlyMap<string, string>> {
  const externalId = In([...new Set(changes.map(({ actor }) => actor))])
  const people = await db.findBy(StaffAccount, { externalId })
  const members = await db.find(Member, { where: { externalId }, order: { id: 'ASC' } })
  return new Map([
    ...members.map((member) => [member.externalId, displayName(member)] as const),
    ...people.map((person) => [person.externalId, person.name] as const),
  ])
}
