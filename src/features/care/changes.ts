import { In } from 'typeorm'
import { z } from 'zod'
import { daysBetween, plusDays } from '../../kit/days.js'
import {
  CareNote,
  type Customer,
  type CustomerClass,
  type Db,
  type RowOf,
  settingOf,
  writeRows,
} from '../../store/index.js'
import type { Sql } from './candidates.js'
import type { CustomerKind, Occasion } from './occasions.js'
import type { CareSettings } from './settings.js'

type Seen = Pick<Customer, 'id' | 'owner' | 'class'>

/** So many days after a change it may still be told. */
const NEWS = 14
/** Who looked away for longer does not tell what happened meanwhile as if it were new. */
const ASLEEP = 7
const RANK: Readonly<Record<CustomerClass, number>> = { C: 0, B: 1, A: 2 }

/** What care notes of a customer today. A step down is never told, and a consultant who has no heir is still theirs. */
export function noteOf(
  known: RowOf<CareNote> | undefined,
  { id, owner, class: level }: Seen,
  today: string,
): RowOf<CareNote> {
  if (!known) return { id, owner, ownerChangedOn: null, class: level, raisedOn: null }
  const isNewOwner = owner !== null && owner !== known.owner
  const isRaised = known.class !== null && level !== null && RANK[level] > RANK[known.class]
  return {
    id,
    owner: owner ?? known.owner,
    ownerChangedOn: isNewOwner ? (known.owner === null ? null : today) : known.ownerChangedOn,
    class: level,
    raisedOn: isRaised ? today : level === known.class ? known.raisedOn : null,
  }
}

/** What of it is worth a word today. */
export function changesIn({ ownerChangedOn, raisedOn }: RowOf<CareNote>, today: string): Occasion[] {
  const isNews = (day: string | null): day is string => day !== null && daysBetween(day, today) <= NEWS
  return [
    ...(isNews(ownerChangedOn) ? [{ kind: 'consultant' as const, day: ownerChangedOn }] : []),
    ...(isNews(raisedOn) ? [{ kind: 'level' as const, day: raisedOn }] : []),
  ]
}

/** Kinds that need the notes. */
export const isChange = (kind: string): boolean => kind === 'consultant' || kind === 'level'

const looked = settingOf('care.looked', z.object({ on: z.string().optional() }))

/** Says whether notes of another day may be compared with today's, and remembers that we looked. */
export async function look(db: Db, today: string): Promise<{ isAwake: boolean }> {
  const { on } = await looked.read(db)
  await looked.save(db, { on: today })
  return { isAwake: on !== undefined && daysBetween(on, today) <= ASLEEP }
}

/** Whose notes `noteOf` changes, or who has news in them: conditions on `customer`. */
export function changed(sql: Sql, { on }: CareSettings, today: string): string[] {
  if (!on.some(isChange)) return []
  const news = (kind: CustomerKind, column: string) =>
    on.includes(kind)
      ? [`(COALESCE(${column}, '') >= ${sql.bind(plusDays(today, -NEWS))} AND ${sql.isNew(kind, column, 'note.id')})`]
      : []
  const isNoted = `EXISTS (SELECT 1 FROM ${sql.table(CareNote)} AS note WHERE note.id = customer.id
    AND COALESCE(customer.owner, note.owner, '') = COALESCE(note.owner, '')
    AND COALESCE(customer.class, '') = COALESCE(note.class, '')
    AND NOT ${sql.any([...news('consultant', 'note."ownerChangedOn"'), ...news('level', 'note."raisedOn"')])})`
  return [`NOT ${isNoted}`]
}

/** Notes some customers as they are, and answers what changed with them: customer → occasions. */
export async function noteChanges(
  db: Db,
  customers: readonly Seen[],
  today: string,
  { isAwake }: { isAwake: boolean },
): Promise<Map<string, Occasion[]>> {
  const rows = await db.findBy(CareNote, { id: In(customers.map(({ id }) => id)) })
  const known = new Map(rows.map((row) => [row.id, row]))
  const notes = customers.map((customer) => noteOf(isAwake ? known.get(customer.id) : undefined, customer, today))
  const isSame = (note: RowOf<CareNote>) => {
    const before = known.get(note.id)
    return (
      before && (['owner', 'ownerChangedOn', 'class', 'raisedOn'] as const).every((each) => note[each] === before[each])
    )
  }
  await writeRows(
    db,
    CareNote,
    notes.filter((note) => !isSame(note)),
    'update',
  )
  return new Map(notes.map((note) => [note.id, changesIn(note, today)]))
}
