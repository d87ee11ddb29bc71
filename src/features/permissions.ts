import type { StaffRole } from '../store/index.js'

/** Who may do what by a command. Whoever is not bound as staff may nothing. */
export const PERMISSIONS = {
  'activities.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'activities.edit': ['admin', 'manager', 'service', 'group_admin'],
  /** What it may cost, and what it brought. */
  'activities.approve': ['admin', 'manager'],
  'broadcasts.send': ['admin', 'manager', 'service', 'group_admin'],
  'broadcasts.configure': ['admin', 'manager'],
  'care.read': ['admin', 'manager', 'service', 'sales'],
  'care.configure': ['admin', 'manager'],
  'customers.read': ['admin', 'manager', 'service', 'sales'],
  /** One's own customers may always be written down, and their number be read. */
  'customers.edit': ['admin', 'manager', 'service'],
  'customers.phone': ['admin', 'manager', 'service'],
  'customers.class': ['admin', 'manager'],
  'customers.erase': ['admin', 'manager'],
  'groups.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'incidents.handle': ['admin', 'manager', 'service', 'group_admin'],
  'inquiries.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'knowledge.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'knowledge.edit': ['admin', 'manager', 'service'],
  'rules.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  /** To take a sanction back, to have one carried out, to answer an appeal. */
  'rules.decide': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'rules.configure': ['admin', 'manager', 'group_admin'],
  'leads.read': ['admin', 'manager', 'service', 'sales'],
  /** One's own may always be followed up. */
  'leads.any': ['admin', 'manager'],
  /** To write down who came or called. */
  'leads.add': ['admin', 'manager', 'service', 'sales'],
  'leads.call_back': ['admin', 'manager', 'service'],
  'onboarding.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'onboarding.decide': ['admin', 'manager', 'service', 'group_admin'],
  'points.read': ['admin', 'manager', 'service', 'sales'],
  /** The rules, the rewards, points by hand, and taking them back. */
  'points.edit': ['admin', 'manager'],
  /** To take in a voucher, and to give points by the rules. */
  'points.use': ['admin', 'manager', 'service'],
  'referrals.add': ['admin', 'manager', 'service', 'sales'],
  /** Not those who sold it: what is paid for a deal is confirmed by somebody else. */
  'deliveries.confirm': ['admin', 'manager', 'service'],
  'polls.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'polls.open': ['admin', 'manager', 'service', 'group_admin'],
  'registrations.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'registrations.edit': ['admin', 'manager', 'service'],
  'promises.read': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  /** One's own may always be closed. */
  'promises.close_any': ['admin', 'manager'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof PERMISSIONS

export const may = (staff: { role: StaffRole } | null, permission: Permission): boolean =>
  staff !== null && (PERMISSIONS[permission] as readonly StaffRole[]).includes(staff.role)
