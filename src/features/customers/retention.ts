import { DateTime } from 'luxon'
import { Between, MoreThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { DAY } from '../../kit/clock.js'
import { AuditEntry, type Db, settingOf, tableOf } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { AT_ONCE, OLD_WORDS, type OldWords } from './old-words.js'

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

const seen = settingOf(
  'privacy.seen',
  z.object({
    /** Ids as old as the last two nights: what came in since then has later ones. */
    ids: z.array(z.string()).default([]),
    /** When every row was looked at. */
    wholeAt: z.number().default(0),
    /** Kind of words → before this there are none any more. */
    from: z.record(z.string(), z.number()).default({}),
  }),
)
type Seen = Awaited<ReturnType<typeof seen.read>>

/** Every row is looked at so often, whatever is known of it. */
const WHOLE = 30 * DAY
/** One night's work; what is left is done in the next. */
const ROUNDS = 100

/** Blanks what was written so long ago that nobody needs the words: the rows stay, for the counts. */
export async function blankOldWords({ store, ids, dealer, now }: JobDeps): Promise<void> {
  const id = ids()
  const { settings, known, late } = await store.direct(async (db) => {
    const known = await seen.read(db)
    return { settings: await privacy.read(db), known, late: await oldestLate(db, known) }
  })
  const before = (months: number) => DateTime.fromMillis(now, { zone: dealer.zone }).minus({ months }).toMillis()
  const isWhole = known.wholeAt <= now - WHOLE
  const from: Seen['from'] = {}
  const counts: Record<string, number> = {}
  for (const [what, words] of Object.entries(OLD_WORDS)) {
    const limit = before(settings[words.limit])
    const first = isWhole ? 0 : Math.min(words.moves ? NEVER : (known.from[what] ?? 0), late(what))
    from[what] = first
    if (first >= limit) continue
    let done = AT_ONCE
    for (let round = 0; round < ROUNDS && done >= AT_ONCE; round++) {
      done = await store.transaction((db) => words.blank(db, where(words, Between(first, limit - 1))))
      counts[what] = (counts[what] ?? 0) + done
    }
    if (done < AT_ONCE && !words.moves)
      from[what] = counts[what] && !words.ripe ? limit : await store.direct((db) => oldest(db, words, first))
  }
  await store.transaction(async (db) => {
    await seen.save(db, { ids: [...known.ids, id].slice(-2), wholeAt: isWhole ? now : known.wholeAt, from })
    const details = Object.fromEntries(Object.entries(counts).filter(([, number]) => number))
    if (!Object.keys(details).length) return
    const entry = { id, at: now, actor: 'bot', what: 'customers.blanked', messageId: null }
    await db.insert(AuditEntry, { ...entry, details })
  })
}

const where = ({ at, there, ripe }: OldWords, age: object): object[] =>
  [there].flat().map((each) => ({ [at]: age, ...ripe, ...each }))

/** There are none. */
const NEVER = Number.MAX_SAFE_INTEGER

/** The age of the oldest words of a kind that are still there, whether they may go or not. */
async function oldest(db: Db, words: OldWords, from: number): Promise<number> {
  const { entity, at } = words
  const [first] = (await db.find(entity, {
    select: { id: true, [at]: true },
    where: where({ ...words, ripe: undefined }, MoreThanOrEqual(from)),
    order: { [at]: 'ASC' } as never,
    take: 1,
  })) as Record<string, unknown>[]
  return first ? Number(first[at]) : NEVER
}

/** Imported histories bring old words: kind → age of the oldest that came in since the night before last, or that moved. */
async function oldestLate(db: Db, { ids: [id = ''] }: Seen): Promise<(what: string) => number> {
  // A sum keeps SQLite from going through all rows by their age.
  const late = Object.entries(OLD_WORDS).map(
    ([what, { entity, at, moves }]) =>
      `(SELECT MIN("${at}" + 0) FROM ${tableOf(db, entity)}${moves ? '' : ' WHERE id > $1'}) AS "${what}"`,
  )
  const [row] = (await db.query(`SELECT ${late.join()}`, [id])) as Record<string, string | number | null>[]
  return (what) => Number(row?.[what] ?? NEVER)
}
