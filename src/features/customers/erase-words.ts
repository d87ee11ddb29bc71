import { In, Like } from 'typeorm'
import { groupBy } from '../../kit/group-by.js'
import { pieces } from '../../kit/pieces.js'
import {
  Arrival,
  AuditEntry,
  Correction,
  changeRow,
  type Db,
  GroupTalk,
  Incident,
  Inquiry,
  Interest,
  JoinRequest,
  Lead,
  LeadEvent,
  Message,
  Rsvp,
  RuleReplay,
  ServiceBooking,
  StaffPromise,
  Understanding,
  Violation,
} from '../../store/index.js'
import type { Dossier } from './dossier.js'

/** What stands where words were. */
export const GONE = '***'

/** What the words of a row give way to, for good or when they are old. */
export const BLANK = {
  inquiry: { quote: GONE },
  promise: { quote: GONE },
  violation: { quote: GONE, appeal: null },
  booking: { wish: GONE },
  request: { answer: GONE },
  arrival: { name: '' },
}

/** Blanks what they wrote, wherever it was quoted. Answers the ids of their messages. */
export async function eraseWords(db: Db, dossier: Dossier): Promise<string[]> {
  const messages = await theirMessages(db, dossier)
  const ids = messages.map(({ id }) => id)
  for (const [details, same] of groupBy(messages, ({ details }) => JSON.stringify(bare(details))))
    for (const some of pieces(same.map(({ id }) => id)))
      await db.update(Message, { id: In(some) }, { text: '', error: null, details: JSON.parse(details) })
  for (const some of pieces(ids)) {
    await db.update(Understanding, { id: In(some) }, { evidence: '[]' })
    await db.delete(Correction, { messageId: In(some) })
    const audits = await db.findBy(AuditEntry, { messageId: In(some) })
    for (const { id, details } of audits) await changeRow(db, AuditEntry, id, { details: wordless(details) })
  }
  await eraseQuotes(db, dossier)
  await eraseFromGroups(db, dossier, new Set(ids))
  return ids
}

async function theirMessages(db: Db, { members }: Dossier): Promise<Pick<Message, 'id' | 'details'>[]> {
  const found: Pick<Message, 'id' | 'details'>[] = []
  for (const { groupId, externalId } of members) {
    const rows = await db.find(Message, {
      select: { id: true, details: true as never },
      // The name of an account may hold a sign that LIKE gives a meaning to: it only finds more then.
      where: { groupId, details: Like(`%${JSON.stringify(externalId)}%`) as never },
    })
    found.push(...rows.filter(({ details }) => details.sender.id === externalId))
  }
  return found
}

/** Where it was said and by which account: without it the same event would come in as a new one. */
const bare = ({ room: { id, kind }, sender }: Message['details']): Pick<Message['details'], 'room' | 'sender'> => ({
  room: { id, kind },
  sender: { id: sender.id },
})

/** Ids, numbers and codes stay: what was decided can still be followed. */
const WORDS = ['quote', 'words', 'text', 'name', 'phone', 'note', 'evidence']
export const wordless = (details: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(details).filter(([key]) => !WORDS.includes(key)))

/** What stays of an event of a lead; null when there are no words in it. Why a lead was lost is a code, and stays. */
export function withoutWords({ type, details }: Pick<LeadEvent, 'type' | 'details'>): LeadEvent['details'] | null {
  const words = type === 'level' || type === 'graded' ? ['note', 'reason'] : ['note']
  const kept = Object.entries(details).filter(([key, value]) => !words.includes(key) || value === null)
  return kept.length < Object.keys(details).length ? Object.fromEntries(kept) : null
}

async function eraseQuotes(db: Db, dossier: Dossier): Promise<void> {
  const { members, leads, leadEvents, inquiries, promises, violations, bookings } = dossier
  const those = (rows: readonly { id: string }[]) => ({ id: In(rows.map(({ id }) => id)) })
  for (const { id, evidence } of leads)
    await changeRow(db, Lead, id, { evidence: evidence.map((each) => ({ ...each, quote: GONE })) })
  for (const event of leadEvents) {
    const details = withoutWords(event)
    if (details) await changeRow(db, LeadEvent, event.id, { details })
  }
  await db.update(Inquiry, those(inquiries), BLANK.inquiry)
  await db.update(StaffPromise, those(promises), BLANK.promise)
  await db.update(Violation, those(violations), BLANK.violation)
  await db.update(ServiceBooking, those(bookings), BLANK.booking)
  const memberId = In(members.map(({ id }) => id))
  await db.update(JoinRequest, { memberId }, BLANK.request)
  await db.update(Arrival, { memberId }, BLANK.arrival)
  await db.update(Rsvp, { memberId }, { answers: null, asking: null, comment: null })
  await db.delete(Interest, { memberId })
}

/** What groups remember of everybody together. */
async function eraseFromGroups(db: Db, { members }: Dossier, messageIds: ReadonlySet<string>): Promise<void> {
  const groupId = In(members.map((member) => member.groupId))
  const accounts = new Set(members.map(({ externalId }) => externalId))
  for (const { id, timeline } of await db.findBy(Incident, { groupId })) {
    if (!timeline.some(({ account }) => accounts.has(account))) continue
    const left = timeline.map((word) => (accounts.has(word.account) ? { ...word, name: GONE, quote: GONE } : word))
    await db.update(Incident, { id }, { timeline: left as never })
  }
  for (const { id, hits, misses } of await db.findBy(RuleReplay, { groupId })) {
    const blank = (rows: typeof hits) =>
      rows.map((hit) => (messageIds.has(hit.messageId) ? { ...hit, name: GONE, quote: GONE } : hit))
    await db.update(RuleReplay, { id }, { hits: blank(hits) as never, misses: blank(misses) as never })
  }
  const people = new Set(members.map(({ id }) => id))
  for (const { id, talk } of await db.findBy(GroupTalk, { id: groupId })) {
    const { pending = [], ...rest } = talk as { pending?: { person: string }[] }
    const left = { ...rest, pending: pending.filter(({ person }) => !people.has(person)) }
    await db.update(GroupTalk, { id }, { talk: left as never })
  }
}
