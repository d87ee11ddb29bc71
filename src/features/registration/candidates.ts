import { IsNull, Like, Not } from 'typeorm'
import { Member, Registration } from '../../store/index.js'
import type { Batch } from '../step.js'
import { displayName } from '../step.js'
import type { StaffCommand } from './command.js'

/** A member whom the staff may mean by a name. */
export interface Candidate {
  customerId: string
  names: string[]
}

const MOST = 200

/** Those whose registration is under way, and those whom the commands name. */
export async function findCandidates({ db }: Batch, commands: readonly StaffCommand[]): Promise<Candidate[]> {
  const names = commands.flatMap((command) => (command.type === 'complete' ? command.name : []))
  const wanted = commands.some(({ type }) => type === 'progress')
    ? await db.find(Registration, { where: { state: Not('cancelled') }, order: { startedAt: 'DESC' }, take: MOST })
    : []
  const person = { staff: false, leftAt: IsNull(), customerId: Not(IsNull()) }
  const members = names.length
    ? await db.find(Member, {
        where: names.flatMap((name) => [
          { ...person, card: Like(`%${name}%`) },
          { ...person, nickname: Like(`%${name}%`) },
        ]),
        take: MOST,
      })
    : []
  return [
    ...wanted.map(({ customerId }) => ({ customerId, names: [] })),
    ...members.map((member) => ({
      customerId: member.customerId as string,
      names: [
        displayName(member),
        member.nickname,
        displayName(member)
          .split(/[-－+＋]/)
          .at(-1) ?? '',
      ],
    })),
  ]
}

/** The customers who may be meant: those who are called exactly so, else those whose name holds the words. */
export function meant(name: string, candidates: readonly Candidate[]): string[] {
  const called = candidates.filter(({ names }) => names.includes(name))
  const like = called.length ? called : candidates.filter(({ names }) => names.some((each) => each.includes(name)))
  return [...new Set(like.map(({ customerId }) => customerId))]
}
