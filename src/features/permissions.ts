import type { StaffRole } from '../store/index.js'

/** Who may do what by a command. Whoever is not bound as staff may nothing; a viewer reads, and changes nothing. */
export const PERMISSIONS = {
  'activities.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  /** To write one and hand it in; one's own draft may be filled in. */
  'activities.draft': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'activities.edit': ['admin', 'manager', 'service', 'group_admin'],
  /** What it may cost, and what it brought. */
  'activities.approve': ['admin', 'manager'],
  /** To say at the door who came. */
  'activities.check_in': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'broadcasts.send': ['admin', 'manager', 'service', 'group_admin'],
  /** How far it is, who got it, and what came of it. */
  'broadcasts.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  /** To customers in private. */
  'broadcasts.people': ['admin', 'manager', 'service'],
  'broadcasts.configure': ['admin', 'manager'],
  'care.read': ['admin', 'manager', 'service', 'sales', 'viewer'],
  'care.configure': ['admin', 'manager'],
  'customers.read': ['admin', 'manager', 'service', 'sales', 'viewer'],
  /** One's own customers may always be written down, and their number be read. */
  'customers.edit': ['admin', 'manager', 'service'],
  'customers.phone': ['admin', 'manager', 'service'],
  'customers.class': ['admin', 'manager'],
  'customers.erase': ['admin', 'manager'],
  /** To say whether two with one number are the same person. */
  'customers.merge': ['admin', 'manager', 'service'],
  /** To take back that two customers became one. */
  'customers.unmerge': ['admin', 'manager'],
  /** As a file: sales of their own customers, with full numbers only by `customers.phone`. */
  'customers.export': ['admin', 'manager', 'service', 'sales'],
  'groups.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'incidents.handle': ['admin', 'manager', 'service', 'group_admin'],
  'inquiries.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'knowledge.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'knowledge.edit': ['admin', 'manager', 'service'],
  'rules.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  /** To take a sanction back, to have one carried out, to answer an appeal. */
  'rules.decide': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'rules.configure': ['admin', 'manager', 'group_admin'],
  /** To put the bot right. */
  'corrections.add': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'leads.read': ['admin', 'manager', 'service', 'sales', 'viewer'],
  /** To take one, and to follow up what one has. */
  'leads.work': ['admin', 'manager', 'service', 'sales', 'group_admin'],
  'leads.any': ['admin', 'manager'],
  /** To write down who came or called. */
  'leads.add': ['admin', 'manager', 'service', 'sales'],
  'leads.call_back': ['admin', 'manager', 'service'],
  /** To have prospects called for a campaign; one's own calls may always be written down. */
  'invitations.plan': ['admin', 'manager', 'service'],
  'radar.read': ['admin', 'manager', 'service', 'sales'],
  'radar.effect': ['admin', 'manager'],
  'onboarding.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'onboarding.decide': ['admin', 'manager', 'service', 'group_admin'],
  'points.read': ['admin', 'manager', 'service', 'sales', 'viewer'],
  /** The rules, the rewards, points by hand, and taking them back. */
  'points.edit': ['admin', 'manager'],
  /** To take in a voucher, and to give points by the rules. */
  'points.use': ['admin', 'manager', 'service'],
  'referrals.add': ['admin', 'manager', 'service', 'sales'],
  /** Not those who sold it: what is paid for a deal is confirmed by somebody else. */
  'deliveries.confirm': ['admin', 'manager', 'service'],
  'polls.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'polls.open': ['admin', 'manager', 'service', 'group_admin'],
  'registrations.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  'registrations.edit': ['admin', 'manager', 'service'],
  'promises.read': ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer'],
  /** One's own may always be closed. */
  'promises.close_any': ['admin', 'manager'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof PERMISSIONS

export const may = (staff: { role: StaffRole } | null, permission: Permission): boolean =>
  staff !== null && (PERMISSIONS[permission] as readonly StaffRole[]).includes(staff.role)
