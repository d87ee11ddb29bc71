import type { Vault } from '../../kit/crypto.js'
import type { Ids } from '../../kit/ids.js'
import { Customer, CustomerTag, Vehicle, type Writes } from '../../store/index.js'
import type { SheetRow } from './read-row.js'

interface Deps {
  writes: Writes
  vault: Vault
  ids: Ids
  /** UTC ms */
  now: number
}

/** Writes what differs; without `update` only what is not known. Answers whether anything did. */
export function fillCustomer({ writes, vault }: Deps, customer: Customer, row: SheetRow, update: boolean): boolean {
  const changes: Partial<Customer> = {}
  const sealed = { realName: row.name, phone: row.phone }
  for (const field of ['realName', 'phone'] as const) {
    const given = sealed[field]
    const print = given && vault.fingerprint(given)
    if (!given || customer[`${field}Fingerprint`] === print || (!update && customer[field])) continue
    Object.assign(changes, { [field]: vault.seal(given), [`${field}Fingerprint`]: print })
  }
  Object.assign(changes, whatDiffers(customer, { owner: row.owner, source: row.source, ...row.birthday }, update))
  if (!Object.keys(changes).length) return false
  writes.update(Customer, Object.assign(customer, changes))
  return true
}

export function fillCar(writes: Writes, car: Vehicle, row: SheetRow, update: boolean): boolean {
  const given = {
    ...{ brand: row.brand, model: row.model, purchaseDate: row.bought, mileage: row.mileage },
    ...{ registeredOn: row.registered, insuranceUntil: row.insurance, inspectionUntil: row.inspection },
    ...{ warrantyUntil: row.warranty, financedUntil: row.financing },
  }
  const changes = whatDiffers(car, given, update)
  if (!Object.keys(changes).length) return false
  writes.update(Vehicle, Object.assign(car, changes))
  return true
}

/** Tags are added, never taken away: a file that does not name one says nothing against it. */
export function fillTags({ writes, ids, now }: Deps, customerId: string, row: SheetRow, tags: CustomerTag[]): boolean {
  const known = new Set(tags.flatMap((each) => (each.customerId === customerId ? [each.tag] : [])))
  const fresh = row.tags.filter((tag) => !known.has(tag))
  for (const tag of fresh)
    tags.push(writes.insert(CustomerTag, { id: ids(), customerId, tag, by: row.author ?? 'import', at: now }))
  return fresh.length > 0
}

/** The columns for which the file has another value; without `update` only those that are empty. */
const whatDiffers = <T extends object>(row: T, given: Partial<T>, update: boolean): Partial<T> =>
  Object.fromEntries(
    Object.entries(given).filter(([field, value]) => {
      const known = row[field as keyof T]
      return value !== null && value !== known && (update || known === null)
    }),
  ) as Partial<T>
