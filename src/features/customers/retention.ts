import { DateTime } from 'luxon'
import { And, In, LessThan, Like, Not } from 'typeorm'
import { z } from 'zod'
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
  settingOf,
  Understanding,
  Violation,
  writeRows,
} from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { BLANK, GONE, withoutWords, wordless } from './erase-words.js'

const months = z.number().int().min(1).max(240)
const schema = z.object({
  /** What was written, and what it was understood by. */
  messageMonths: months.default(24),
  /** Words that were quoted elsewhere: questions, promises, violations, bookings, complaints, the audit log. */
  quoteMonths: months.default(24),
  /** What speaks for a lead, and the notes on it, counted from its end. */
  leadMonths: months.default(36),
  /** What the bot said: the platforms have it. */
  outboxMonths: months.default(6),
  /** Answers at the door, and what the groups let slip without a lead coming of it. */
  hintMonths: months.default(12),
  /** What was written to whom unasked; corrections and replays, which the model has learnt from by then. */
  recordMonths: months.default(24),
})
/** How long what people wrote is kept, in months. */
export const privacy = settingOf('privacy', schema)
type Limits = Record<keyof z.infer<typeof schema>, number>

const AT_ONCE = 500
/** One night's work; what is left is done in the next. */
const ROUNDS = 100

/** Blanks what was written so long ago that nobody needs the words: the rows stay, for the counts. */
export async function blankOldWords({ store, ids, dealer, now }: JobDeps): Promise<void> {
  const settings = await store.transaction((db) => privacy.read(db))
  const before = (months: number) => DateTime.fromMillis(now, { zone: dealer.zone }).minus({ months }).toMillis()
  const limits = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, before(value)])) as Limits
  const counts: Record<string, number> = {}
  for (const [what, blank] of Object.entries(IN_ROUNDS)) {
    let done = AT_ONCE
    for (let round = 0; round < ROUNDS && done === AT_ONCE; round++) {
      done = await store.transaction((db) => blank(db, limits))
      counts[what] = (counts[what] ?? 0) + done
    }
  }
  await store.transaction(async (db) => {
    Object.assign(counts, await blankQuotes(db, limits))
    const details = Object.fromEntries(Object.entries(counts).filter(([, number]) => number))
    if (!Object.keys(details).length) return
    const entry = { id: ids(), at: now, actor: 'bot', what: 'customers.blanked', messageId: null }
    await db.insert(AuditEntry, { ...entry, details })
  })
}

/** Long tables, piece by piece. Each answers how many rows it blanked. */
const IN_ROUNDS: Record<string, (db: Db, limits: Limits) => Promise<number>> = {
  async messages(db, { messageMonths }) {
    // Messages lie in the order of their groups.
    const groups = await db.find(Group, { select: { id: true } })
    const where = { groupId: In(groups.map(({ id }) => id)), sentAt: LessThan(messageMonths), text: Not('') }
    const old = await db.find(Message, { select: { id: true }, where, take: AT_ONCE })
    if (!old.length) return 0
    const some = In(old.map(({ id }) => id))
    await db.update(Message, { id: some }, { text: '' })
    await db.update(Understanding, { id: some }, { evidence: '[]' })
    return old.length
  },
  async outbox(db, { outboxMonths }) {
    const state = Not(In(['waiting', 'sending'] as const))
    const hasText = And(Like('%"text":"%'), Not(Like('%"text":""%'))) as never
    // The day first: SQLite looks at words only where what stands before them holds.
    const said = { createdAt: LessThan(outboxMonths), state, action: hasText }
    const old = await db.find(OutboxItem, { where: said, take: AT_ONCE })
    const blank = old.map((item) => ({ ...item, action: { ...item.action, text: '' } }))
    await writeRows(db, OutboxItem, blank, 'update')
    return old.length
  },
  async audits(db, { quoteMonths }) {
    const quoted = { at: LessThan(quoteMonths), details: Like('%"quote":%') as never }
    const old = await db.find(AuditEntry, { where: quoted, take: AT_ONCE })
    const blank = old.map((entry) => ({ ...entry, details: wordless(entry.details) }))
    await writeRows(db, AuditEntry, blank, 'update')
    return old.length
  },
  async notes(db, { leadMonths }) {
    const at = LessThan(leadMonths)
    const old = await db.find(LeadEvent, {
      where: [
        { at, details: Like('%"note":"%') as never },
        { at, type: In(['level', 'graded']), details: Like('%"reason":"%') as never },
      ],
      take: AT_ONCE,
    })
    const blank = old.map((event) => ({ ...event, details: withoutWords(event) ?? {} }))
    await writeRows(db, LeadEvent, blank, 'update')
    return old.length
  },
}

async function blankQuotes(db: Db, limits: Limits): Promise<Record<string, number>> {
  const { hintMonths, recordMonths } = limits
  const [quoted, ended] = [LessThan(limits.quoteMonths), LessThan(limits.leadMonths)]
  const there = Not(GONE)
  const none = [] as never
  const done = {
    inquiries: () => db.update(Inquiry, { askedAt: quoted, quote: there }, BLANK.inquiry),
    promises: () => db.update(StaffPromise, { madeAt: quoted, quote: there }, BLANK.promise),
    violations: () => db.update(Violation, { at: quoted, quote: there }, BLANK.violation),
    bookings: () => db.update(ServiceBooking, { askedAt: quoted, wish: there }, BLANK.booking),
    incidents: () =>
      db.update(Incident, { openedAt: quoted, state: 'closed', timeline: Not('[]') as never }, { timeline: none }),
    arrivals: () => db.update(Arrival, { at: quoted, name: Not('') }, BLANK.arrival),
    points: () => db.update(PointTransfer, { at: quoted, reason: 'by_hand', note: Not('') }, { note: '' }),
    leads: () => db.update(Lead, { endedAt: ended, evidence: Not('[]') as never }, { evidence: none }),
    requests: () => db.update(JoinRequest, { askedAt: LessThan(hintMonths), answer: there }, BLANK.request),
    interests: () => db.delete(Interest, { updatedAt: LessThan(hintMonths) }),
    contacts: () => db.delete(Contact, { at: LessThan(recordMonths) }),
    corrections: () => db.delete(Correction, { at: LessThan(recordMonths) }),
    replays: () => db.delete(RuleReplay, { at: LessThan(recordMonths) }),
  }
  const counts: Record<string, number> = {}
  for (const [what, blank] of Object.entries(done)) counts[what] = (await blank()).affected ?? 0
  return counts
}
