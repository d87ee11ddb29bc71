import type { Group, JoinRequest } from '../../../store/index.js'

/** Why we may stay in a group that we came into, or have to ask; `known`: we were in it all along. */
export type Arrival =
  | 'known'
  | 'staff_room'
  | 'by_staff'
  | 'nobody_bound'
  | 'agreed'
  | 'ours_before'
  | 'asked_before'
  | 'by_stranger'

interface Facts {
  /** As it was before. */
  group: Pick<Group, 'kind' | 'presence' | 'presenceAt'>
  /** Whoever brought us in is bound as staff, and more than a viewer. */
  byStaff: boolean
  /** Anybody is bound at all: before that nobody could agree. */
  isStaffBound: boolean
  /** What became of the newest request about this group. */
  last?: JoinRequest['state']
}

/** Only a colleague, or a colleague's word, brings us into a group for good. */
export function judgeArrival({ group, byStaff, isStaffBound, last }: Facts): Arrival {
  if (group.presence === 'here') return 'known'
  if (group.kind === 'staff') return 'staff_room'
  if (byStaff) return 'by_staff'
  if (!isStaffBound) return 'nobody_bound'
  if (last === 'accepted') return 'agreed'
  if (last === 'open' && group.presence === 'invited') return 'asked_before'
  // Removed from it by mistake, or for a while.
  return !last && group.presenceAt !== null ? 'ours_before' : 'by_stranger'
}
