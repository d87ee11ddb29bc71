import { readBirthday } from '../../kit/chinese/birthday.js'
import type { Customer, Vehicle, VehicleFact } from '../../store/index.js'
import type { CarField, NoteField } from './command.js'
import { readDay, readKm, readPast } from './read-values.js'

interface Around {
  /** UTC ms */
  now: number
  zone: string
  by: string
}

const PROFILE: readonly NoteField[] = ['family', 'tastes', 'budget', 'cycle']
const LONGEST = 100

/** The columns that a note changes; null when the value cannot be read. */
export function noteColumns(
  customer: Customer,
  field: NoteField,
  value: string,
  { now, by }: Around,
): Partial<Customer> | null {
  if (value.length > LONGEST) return null
  if (PROFILE.includes(field)) return { profile: { ...customer.profile, [field]: value } }
  if (field === 'birthday') return readBirthday(value)
  if (field === 'owner') return { owner: value.replace(/^@/, '') }
  if (field === 'class') {
    const wanted = /^[abc]$/i.test(value) ? (value.toUpperCase() as 'A' | 'B' | 'C') : null
    return wanted && { class: wanted, classedAt: now, classedBy: by }
  }
  if (field === 'kind') {
    if (/^(?:批售|fleet)$/i.test(value)) return { kind: 'fleet' }
    return /^(?:零售|retail)$/i.test(value) ? { kind: 'retail' } : null
  }
  if (field === 'lost')
    return /^(?:否|no)$/i.test(value) ? { lostAt: null, lostReason: null } : { lostAt: now, lostReason: value }
  if (/^(?:停|off)$/i.test(value)) return { marketingStoppedAt: now }
  return /^(?:恢复|on)$/i.test(value) ? { marketingStoppedAt: null, consentAt: now } : null
}

const FACTS: Partial<Record<CarField, VehicleFact['kind']>> = {
  mileage: 'mileage',
  purchaseDate: 'purchase',
  insuranceUntil: 'insurance',
  inspectionUntil: 'inspection',
  warrantyUntil: 'warranty',
  financedUntil: 'financing',
}

/** The columns that a note on a car changes, and the dated fact that it is; null when the value cannot be read. */
export function carColumns(
  field: CarField,
  value: string,
  { now, zone }: Around,
): { columns: Partial<Vehicle>; fact?: Pick<VehicleFact, 'kind' | 'value'> } | null {
  if (field === 'gone') return { columns: { goneAt: now } }
  if (field === 'model') return value.length <= LONGEST ? { columns: { model: value } } : null
  if (field === 'usage') {
    if (/^(?:营运|commercial)$/i.test(value)) return { columns: { usage: 'commercial' } }
    return /^(?:家用|private)$/i.test(value) ? { columns: { usage: 'private' } } : null
  }
  const isKm = field === 'mileage' || field === 'warrantyKm'
  const isOver = field === 'purchaseDate' || field === 'registeredOn'
  const read = isKm ? readKm(value) : isOver ? readPast(value, now, zone) : readDay(value, now, zone)
  if (read === null) return null
  const kind = FACTS[field]
  return { columns: { [field]: read }, ...(kind && { fact: { kind, value: String(read) } }) }
}
