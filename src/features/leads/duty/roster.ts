import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Db, Setting } from '../../../store/index.js'

const rosterSchema = z.object({
  /** Weekday, 1 is Monday → who works; a day that is not in here belongs to all. */
  week: z.record(z.string(), z.array(z.string())).default({}),
  /** Days off, ISO days, both included. */
  leave: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })).default([]),
})
export type Roster = z.infer<typeof rosterSchema>

const KEY = 'leads.roster'

export async function readRoster(db: Db): Promise<Roster> {
  const row = await db.findOneBy(Setting, { key: KEY })
  return rosterSchema.parse(row?.value ?? {})
}

export const saveRoster = (db: Db, roster: Roster) => db.upsert(Setting, { key: KEY, value: roster as never }, ['key'])

/** Who of `sales` works on a day. */
export function onDuty({ week, leave }: Roster, day: string, sales: readonly string[]): string[] {
  const listed = week[String(DateTime.fromISO(day).weekday)]
  const off = new Set(leave.filter(({ from, to }) => from <= day && day <= to).map(({ name }) => name))
  return sales.filter((name) => (!listed?.length || listed.includes(name)) && !off.has(name))
}
