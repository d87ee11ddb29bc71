import { type Clock, MINUTE } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import type { Locale, Say } from '../../kit/texts.js'
import { AuditEntry, type Db, type Field, Member, type Store, Writes } from '../../store/index.js'
import { tellStaffRooms } from '../tell-staff.js'
import type { Consent } from '../wording.js'
import { FIELDS, readField } from './fields.js'
import { begin, type File, held, keep, note, openFiles } from './file.js'
import { readToken } from './link.js'
import { summary } from './summary.js'

export type FormValues = Partial<Record<Field, string>>
export type Fault = Field | 'consent'

export interface Sent {
  values: FormValues
  /** What the box was ticked under; null when it was not. */
  consent: Consent | null
}

/** The registration as a form behind a link, for those who rather type than talk. A token that is no good answers null. */
export interface JoinForm {
  dealer: { name: string; locale: Locale }
  /** Which fields the dealer knows already. */
  open(token: string): Promise<{ held: Field[]; required: Field[] } | null>
  /** Keeps what was typed; with faults it keeps nothing. */
  send(token: string, sent: Sent): Promise<{ faults: Fault[] } | null>
}

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  dealer: Dealer
  say: Say
  clock: Clock
  /** Told when the staff have something to hear. */
  onSent(): void
}

/** Who gives neither cannot be reached. */
const REQUIRED: readonly Field[] = ['name', 'phone']
/** The staff hear of corrections made within this time once. */
const TOLD_ONCE_IN = 10 * MINUTE

export function createJoinForm(deps: Deps): JoinForm {
  const { store, dealer } = deps
  return {
    dealer,
    open: (token) =>
      store.transaction(async (db) => {
        const found = await findFile(db, deps, token)
        // Who opens a link of a group may be anybody, and learns nothing of the member.
        const known = found && (found.shown ? [] : held(found.file))
        return known && { held: known, required: REQUIRED.filter((field) => !known.includes(field)) }
      }),
    async send(token, sent) {
      const result = await store.transaction((db) => take(db, deps, token, sent))
      if (result && !result.faults.length) deps.onSent()
      return result
    },
  }
}

interface Found {
  file: File
  member: Member
  shown: boolean
}

async function findFile(db: Db, { vault, clock }: Deps, token: string): Promise<Found | null> {
  const known = readToken(token, clock.now(), vault)
  const member = known && (await db.findOneBy(Member, { id: known.memberId, staff: false }))
  if (!known || !member?.customerId) return null
  const file = (await openFiles(db, [member.customerId])).get(member.customerId)
  return file ? { file, member, shown: known.shown } : null
}

async function take(db: Db, deps: Deps, token: string, { values, consent }: Sent): Promise<{ faults: Fault[] } | null> {
  const found = await findFile(db, deps, token)
  if (!found) return null
  const { file, member, shown } = found
  const { ids, vault, dealer, say } = deps
  const now = deps.clock.now()
  const typed = FIELDS.filter((field) => values[field]?.trim())
  const read = new Map(typed.map((field) => [field, readField(field, values[field] ?? '', { now, zone: dealer.zone })]))
  const known = shown ? [] : held(file)
  const faults: Fault[] = FIELDS.filter(
    (field) => read.get(field) === null || (REQUIRED.includes(field) && !known.includes(field) && !read.has(field)),
  )
  const { phoneFingerprint } = file.customer
  const phone = read.get('phone')
  // A form that anybody may open is good for whoever knows the number that the store has.
  if (shown && phoneFingerprint && phone && vault.fingerprint(phone) !== phoneFingerprint) faults.push('phone')
  if (!consent) faults.push('consent')
  if (!consent || faults.length) return { faults }

  const writes = new Writes()
  const pen = { writes, vault, ids, dealer, now, doubtful: shown }
  const registration = begin(file, pen)
  // Through such a form nothing is changed that the store knows already.
  const before = shown ? held(file) : []
  for (const [field, value] of read) if (value && !before.includes(field)) keep(file, field, value, pen)
  const agreed = { consentAt: now, consentVersion: consent.version, consentWay: 'form' as const }
  note(registration, { ...agreed, state: 'done', question: null, doneAt: now }, writes)
  writes.insert(AuditEntry, {
    id: ids(),
    at: now,
    actor: member.externalId,
    what: 'registration.completed',
    messageId: null,
    details: { registration: registration.id, way: 'form', fields: [...read.keys()] },
  })
  await writes.flush(db)
  const told = say('registration.told', { name: file.name, lines: summary(say, file, vault) })
  const text = shown && !phoneFingerprint ? `${told}\n${say('registration.from_group')}` : told
  const dedupe = `registration:form:${registration.id}:${Math.floor(now / TOLD_ONCE_IN)}`
  await tellStaffRooms(db, { text, dedupe, now, ids })
  return { faults: [] }
}
