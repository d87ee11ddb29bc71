import { describe, expect, it } from '@jest/globals'
import { may, type Permission } from '../../src/features/permissions.js'
import type { StaffRole } from '../../src/store/index.js'

const ROLES: StaffRole[] = ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer']

/** Who may do what: one line for each permission, in the order of ROLES. */
const TABLE: Record<Permission, string> = {
  'activities.read': 'yes yes yes yes yes yes',
  'activities.draft': 'yes yes yes yes yes no',
  'activities.edit': 'yes yes yes no yes no',
  'activities.approve': 'yes yes no no no no',
  'activities.check_in': 'yes yes yes yes yes no',
  'broadcasts.send': 'yes yes yes no yes no',
  'broadcasts.read': 'yes yes yes yes yes yes',
  'broadcasts.people': 'yes yes yes no no no',
  'broadcasts.configure': 'yes yes no no no no',
  'care.read': 'yes yes yes yes no yes',
  'care.configure': 'yes yes no no no no',
  'corrections.add': 'yes yes yes yes yes no',
  'customers.read': 'yes yes yes yes no yes',
  'customers.edit': 'yes yes yes no no no',
  'customers.phone': 'yes yes yes no no no',
  'customers.class': 'yes yes no no no no',
  'customers.erase': 'yes yes no no no no',
  'customers.merge': 'yes yes yes no no no',
  'customers.unmerge': 'yes yes no no no no',
  'customers.export': 'yes yes yes yes no no',
  'groups.read': 'yes yes yes yes yes yes',
  'incidents.handle': 'yes yes yes no yes no',
  'inquiries.read': 'yes yes yes yes yes yes',
  'knowledge.read': 'yes yes yes yes yes yes',
  'knowledge.edit': 'yes yes yes no no no',
  'leads.read': 'yes yes yes yes no yes',
  'leads.work': 'yes yes yes yes yes no',
  'leads.any': 'yes yes no no no no',
  'leads.add': 'yes yes yes yes no no',
  'leads.call_back': 'yes yes yes no no no',
  'invitations.plan': 'yes yes yes no no no',
  'radar.read': 'yes yes yes yes no no',
  'radar.effect': 'yes yes no no no no',
  'onboarding.read': 'yes yes yes yes yes yes',
  'onboarding.decide': 'yes yes yes no yes no',
  'points.read': 'yes yes yes yes no yes',
  'points.edit': 'yes yes no no no no',
  'points.use': 'yes yes yes no no no',
  'referrals.add': 'yes yes yes yes no no',
  'deliveries.confirm': 'yes yes yes no no no',
  'polls.read': 'yes yes yes yes yes yes',
  'polls.open': 'yes yes yes no yes no',
  'registrations.read': 'yes yes yes yes yes yes',
  'registrations.edit': 'yes yes yes no no no',
  'rules.read': 'yes yes yes yes yes yes',
  'rules.decide': 'yes yes yes yes yes no',
  'rules.configure': 'yes yes no no yes no',
  'promises.read': 'yes yes yes yes yes yes',
  'promises.close_any': 'yes yes no no no no',
}

describe('permissions', () => {
  it.each(Object.entries(TABLE))('%s: %s', (permission, answers) => {
    expect(ROLES.map((role) => (may({ role }, permission as Permission) ? 'yes' : 'no')).join(' ')).toBe(answers)
  })

  it('are nothing to whoever is not bound as staff', () => {
    for (const permission of Object.keys(TABLE)) expect(may(null, permission as Permission)).toBe(false)
  })
})
