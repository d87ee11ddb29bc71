import type { StaffRole } from '../store/index.js'

/** Who may do what by a command. Whoever is not bound as staff may nothing. */
const PERMISSIONS = {
  'broadcasts.send': ['admin', 'manager', 'service'],
  'groups.read': ['admin', 'manager', 'service', 'sales'],
  'incidents.handle': ['admin', 'manager', 'service'],
  'knowledge.read': ['admin', 'manager', 'service', 'sales'],
  'knowledge.edit': ['admin', 'manager', 'service'],
  'promises.read': ['admin', 'manager', 'service', 'sales'],
  /** One's own may always be closed. */
  'promises.close_any': ['admin', 'manager'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof PERMISSIONS

export const may = (staff: { role: StaffRole } | null, permission: Permission): boolean =>
  staff !== null && (PERMISSIONS[permission] as readonly StaffRole[]).includes(staff.role)
