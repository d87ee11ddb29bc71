import { PERMISSIONS, type Permission } from './permissions.js'
import type { Batch, Turn } from './step.js'

export const REFUSED = 'staff.refused'

/** The permission that is missing, so that those who have it are named; or the sentence that says why not. */
type Why = { needs: Permission } | string

/** Whoever may not do what they asked for is told so, and it is written down. Answers what to say. */
export function refuse(batch: Batch, turn: Turn, why: Why): string {
  batch.audit(turn, 'staff.refused', {})
  return typeof why === 'string' ? why : batch.say('staff.not_allowed', { roles: rolesOf(batch, why) })
}

/** 管理员、经理或客服 */
function rolesOf({ say }: Batch, { needs }: { needs: Permission }): string {
  const names = PERMISSIONS[needs].map((role) => say(`identity.role.${role}`))
  return say('staff.either', { others: names.slice(0, -1).join(say('staff.comma')), last: names.at(-1) })
}
