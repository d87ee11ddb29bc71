import { IsNull, Like, Not } from 'typeorm'
import { type Db, Member } from '../store/index.js'
import { displayName } from './step.js'

/** A customer whom the staff may mean by a name. */
export interface Candidate {
  customerId: string
  names: string[]
}

const MOST = 200

/** Customers in the groups whose name holds one of the words. */
export async function namedMembers(db: Db, names: readonly string[]): Promise<Candidate[]> {
  if (!names.length) return []
  const person = { staff: false, leftAt: IsNull(), customerId: Not(IsNull()) }
  const members = await db.find(Member, {
    where: names.flatMap((name) => [
      { ...person, card: Like(`%${name}%`) },
      { ...person, nickname: Like(`%${name}%`) },
    ]),
    take: MOST,
  })
  return members.map((member) => ({
    customerId: member.customerId as string,
    names: [
      displayName(member),
      member.nickname,
      displayName(member)
        .split(/[-－+＋]/)
        .at(-1) ?? '',
    ],
  }))
}

/** The customers who may be meant: those who are called exactly so, else those whose name holds the words. */
export function meant(name: string, candidates: readonly Candidate[]): string[] {
  const called = candidates.filter(({ names }) => names.includes(name))
  const like = called.length ? called : candidates.filter(({ names }) => names.some((each) => each.includes(name)))
  return [...new Set(like.map(({ customerId }) => customerId))]
}
