import { In, IsNull, Like, Not } from 'typeorm'
import { Customer, type Db, Member } from '../store/index.js'
import { displayName } from './step.js'

/** A customer whom the staff may mean by a name. */
export interface NamedCustomer {
  customerId: string
  /** As people are told of them. */
  name: string
  names: string[]
}

const MOST = 200

/** All whose name holds one of these: members as their groups know them, and customers who are in none. */
export async function findNamedCustomers(db: Db, wanted: readonly string[]): Promise<NamedCustomer[]> {
  if (!wanted.length) return []
  const person = { staff: false, leftAt: IsNull(), customerId: Not(IsNull()) }
  const members = await db.find(Member, {
    where: wanted.flatMap((name) => [
      { ...person, card: Like(`%${name}%`) },
      { ...person, nickname: Like(`%${name}%`) },
    ]),
    relations: { group: true },
    order: { id: 'ASC' },
    take: MOST,
  })
  const known = new Set(members.map(({ customerId }) => customerId))
  const others = await db.find(Customer, {
    where: wanted.map((name) => ({ displayName: Like(`%${name}%`), mergedIntoId: IsNull(), erasedAt: IsNull() })),
    order: { id: 'ASC' },
    take: MOST,
  })
  return [
    ...groupsLast(members).map((member) => ({
      customerId: member.customerId as string,
      name: displayName(member),
      names: [
        displayName(member),
        member.nickname,
        displayName(member)
          .split(/[-－+＋]/)
          .at(-1) ?? '',
      ],
    })),
    ...others
      .filter(({ id }) => !known.has(id))
      .map(({ id, displayName: name }) => ({
        customerId: id,
        name,
        names: [name, name.split(/[-－+＋]/).at(-1) ?? ''],
      })),
  ]
}

/** Of several names of one customer the last counts: that in a group, where the card is. */
const groupsLast = (members: readonly Member[]) =>
  members.toSorted((one, other) => Number(one.group?.kind !== 'private') - Number(other.group?.kind !== 'private'))

/** Those who are called exactly so, else those whose name holds the words; each customer once. */
export function meant<T extends Pick<NamedCustomer, 'customerId' | 'names'>>(
  name: string,
  candidates: readonly T[],
): T[] {
  const called = candidates.filter(({ names }) => names.includes(name))
  const like = called.length ? called : candidates.filter(({ names }) => names.some((each) => each.includes(name)))
  return [...new Map(like.map((each) => [each.customerId, each])).values()]
}

/** How customers are called: as a member of a group, else by the name that came with them. */
export async function namesOf(db: Db, customerIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(customerIds)]
  if (!ids.length) return new Map()
  const customers = await db.findBy(Customer, { id: In(ids) })
  const members = await db.find(Member, {
    where: { customerId: In(ids), leftAt: IsNull() },
    relations: { group: true },
    order: { id: 'ASC' },
  })
  return new Map([...customers.map((each) => [each.id, each.displayName] as const), ...namesIn(members)])
}

/** How customers are called in the groups in which they are; `members` by their ids. */
export const namesIn = (members: readonly Member[]): Map<string, string> =>
  new Map(
    groupsLast(members.toReversed()).flatMap((each) =>
      each.customerId && each.leftAt === null ? [[each.customerId, displayName(each)]] : [],
    ),
  )
