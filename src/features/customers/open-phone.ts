import type { Vault } from '../../kit/crypto.js'
import type { Customer, Lead, StaffAccount } from '../../store/index.js'
import { may } from '../permissions.js'

/** A customer, with the leads that tell who works with them. */
interface Whose {
  customer: Customer
  leads: readonly Pick<Lead, 'claimedBy'>[]
}

/** Whether they are the customer's consultant, or follow one of their leads. Whoever only looks on has no customers. */
export const isTheirs = (staff: StaffAccount | null, { customer, leads }: Whose): boolean =>
  staff !== null &&
  may(staff, 'leads.work') &&
  (customer.owner === staff.name || leads.some(({ claimedBy }) => claimedBy === staff.name))

/** What is written down whenever a full number is opened. */
export const PHONE_READ = 'customers.phone_read'

/** The full number for whoever may have it; null when none is known. Each look is to be written down as `PHONE_READ`. */
export function openPhone(
  staff: StaffAccount | null,
  whose: Whose,
  vault: Vault,
): 'refused' | { phone: string | null } {
  if (!isTheirs(staff, whose) && !may(staff, 'customers.phone')) return 'refused'
  const { phone } = whose.customer
  return { phone: phone && vault.open(phone) }
}
