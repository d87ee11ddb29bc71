import { And, In, Like, Not } from 'typeorm'
import {
  Arrival,
  AuditEntry,
  Contact,
  Correction,
  type Db,
  Group,
  Incident,
  Inquiry,
  Interest,
  JoinRequest,
  Lead,
  LeadEvent,
  Message,
  OutboxItem,
  PointTransfer,
  RuleReplay,
  ServiceBooking,
  StaffPromise,
  Understanding,
  Violation,
  writeRows,
} from '../../store/index.js'
import { BLANK, GONE, withoutWords, wordless } from './erase-words.js'

/** Words that are blanked when they are old. */
export interface OldWords {
  /** The table, and what says how old a row is. */
  entity: new () => { id: string }
  at: string
  /** `at` may become any time, however long ago the row was written. */
  moves?: true
  limit: 'messageMonths' | 'quoteMonths' | 'leadMonths' | 'outboxMonths' | 'hintMonths' | 'recordMonths'
  /** Whether a row still has them. */
  there: object | readonly object[]
  /** Whether they may go already. */
  ripe?: object
  /** Blanks them, or so many of them, in rows that `where` finds. Answers how many. */
  blank(db: Db, where: object[]): Promise<number>
}

/** Rows of long tables that one transaction blanks. */
export const AT_ONCE = 500

type Row = { id: string }
const affected = async (change: Promise<{ affected?: number | null }>) => (await change).affected ?? 0
const set = <T extends Row>(entity: new () => T, values: Partial<T>) => ({
  ...{ entity, blank: (db: Db, [where]: object[]) => affected(db.update(entity, where as never, values as never)) },
})
const remove = <T extends Row>(entity: new () => T) => ({
  ...{ entity, there: {}, blank: (db: Db, [where]: object[]) => affected(db.delete(entity, where as never)) },
})
const rewrite = <T extends Row>(entity: new () => T, blank: (row: T) => object) => ({
  entity,
  async blank(db: Db, where: object[]) {
    const old = await db.find(entity, { where: where as never, take: AT_ONCE })
    await writeRows(
      db,
      entity,
      old.map((row) => ({ ...row, ...blank(row) })),
      'update',
    )
    return old.length
  },
})

async function blankMessages(db: Db, [where]: object[]): Promise<number> {
  // Messages lie in the order of their groups.
  const groups = await db.find(Group, { select: { id: true } })
  const those = { ...where, groupId: In(groups.map(({ id }) => id)) }
  const old = await db.find(Message, { select: { id: true }, where: those, take: AT_ONCE })
  if (!old.length) return 0
  const some = In(old.map(({ id }) => id))
  await db.update(Message, { id: some }, { text: '' })
  await db.update(Understanding, { id: some }, { evidence: '[]' })
  return old.length
}

const there = Not(GONE)
const none = [] as never

export const OLD_WORDS: Record<string, OldWords> = {
  messages: {
    ...{ entity: Message, at: 'sentAt', limit: 'messageMonths', there: { text: Not('') } },
    blank: blankMessages,
  },
  outbox: {
    ...rewrite(OutboxItem, ({ action }) => ({ action: { ...action, text: '' } })),
    ...{ at: 'createdAt', limit: 'outboxMonths', ripe: { state: Not(In(['waiting', 'sending'])) } },
    there: { action: And(Like('%"text":"%'), Not(Like('%"text":""%'))) },
  },
  audits: {
    ...rewrite(AuditEntry, ({ details }) => ({ details: wordless(details) })),
    ...{ at: 'at', limit: 'quoteMonths', there: { details: Like('%"quote":%') } },
  },
  notes: {
    ...rewrite(LeadEvent, (event) => ({ details: withoutWords(event) ?? {} })),
    ...{ at: 'at', limit: 'leadMonths' },
    there: [{ details: Like('%"note":"%') }, { type: In(['level', 'graded']), details: Like('%"reason":"%') }],
  },
  inquiries: { ...set(Inquiry, BLANK.inquiry), at: 'askedAt', limit: 'quoteMonths', there: { quote: there } },
  promises: { ...set(StaffPromise, BLANK.promise), at: 'madeAt', limit: 'quoteMonths', there: { quote: there } },
  violations: { ...set(Violation, BLANK.violation), at: 'at', limit: 'quoteMonths', there: { quote: there } },
  bookings: { ...set(ServiceBooking, BLANK.booking), at: 'askedAt', limit: 'quoteMonths', there: { wish: there } },
  incidents: {
    ...{ ...set(Incident, { timeline: none }), at: 'openedAt', limit: 'quoteMonths' },
    ...{ there: { timeline: Not('[]') }, ripe: { state: 'closed' } },
  },
  arrivals: { ...set(Arrival, BLANK.arrival), at: 'at', limit: 'quoteMonths', there: { name: Not('') } },
  points: {
    ...{ ...set(PointTransfer, { note: '' }), at: 'at', limit: 'quoteMonths' },
    there: { reason: 'by_hand', note: Not('') },
  },
  leads: {
    ...{ ...set(Lead, { evidence: none }), at: 'endedAt', moves: true, limit: 'leadMonths' },
    there: { evidence: Not('[]') },
  },
  requests: { ...set(JoinRequest, BLANK.request), at: 'askedAt', limit: 'hintMonths', there: { answer: there } },
  interests: { ...remove(Interest), at: 'updatedAt', moves: true, limit: 'hintMonths' },
  contacts: { ...remove(Contact), at: 'at', limit: 'recordMonths' },
  corrections: { ...remove(Correction), at: 'at', limit: 'recordMonths' },
  replays: { ...remove(RuleReplay), at: 'at', limit: 'recordMonths' },
}
