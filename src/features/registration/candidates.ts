import { Not } from 'typeorm'
import { Registration } from '../../store/index.js'
import { findNamedCustomers, type NamedCustomer } from '../named-customers.js'
import type { Batch } from '../step.js'
import type { StaffCommand } from './command.js'

const MOST = 200

/** Those whose registration is under way, and those whom the commands name. */
export async function findCandidates({ db }: Batch, commands: readonly StaffCommand[]): Promise<NamedCustomer[]> {
  const names = commands.flatMap((command) => (command.type === 'complete' ? command.name : []))
  const wanted = commands.some(({ type }) => type === 'progress')
    ? await db.find(Registration, { where: { state: Not('cancelled') }, order: { startedAt: 'DESC' }, take: MOST })
    : []
  return [
    ...wanted.map(({ customerId }) => ({ customerId, name: '', names: [] })),
    ...(await findNamedCustomers(db, names)),
  ]
}
