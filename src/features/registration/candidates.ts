import { Not } from 'typeorm'
import { Registration } from '../../store/index.js'
import { type Candidate, namedMembers } from '../find-people.js'
import type { Batch } from '../step.js'
import type { StaffCommand } from './command.js'

const MOST = 200

/** Those whose registration is under way, and those whom the commands name. */
export async function findCandidates({ db }: Batch, commands: readonly StaffCommand[]): Promise<Candidate[]> {
  const names = commands.flatMap((command) => (command.type === 'complete' ? command.name : []))
  const wanted = commands.some(({ type }) => type === 'progress')
    ? await db.find(Registration, { where: { state: Not('cancelled') }, order: { startedAt: 'DESC' }, take: MOST })
    : []
  return [...wanted.map(({ customerId }) => ({ customerId, names: [] })), ...(await namedMembers(db, names))]
}
