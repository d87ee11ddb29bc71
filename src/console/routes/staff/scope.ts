import type { FastifyRequest } from 'fastify'
import { loadReach } from '../../../features/owner-groups.js'
import type { Db, StaffAccount } from '../../../store/index.js'

/** The ids of the groups that whoever asks may see, or of these the one that they ask for; null: all. */
export async function groupsSeen(db: Db, request: FastifyRequest, asked?: string): Promise<readonly string[] | null> {
  const staff = request.getDecorator<StaffAccount>('staff')
  const own = (await loadReach(db, [staff]))(staff)
  if (asked === undefined) return own
  return own?.includes(asked) === false ? [] : [asked]
}
