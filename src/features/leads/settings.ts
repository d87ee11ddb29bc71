import { z } from 'zod'
import { weekdayOf } from '../../kit/days.js'
import { settingOf } from '../../store/index.js'

const schema = z.object({
  /** Working minutes in which somebody should take a lead. */
  claimMinutes: z.number().default(10),
  /** So many open leads one person may hold. */
  holdMost: z.number().default(60),
  /** Days after which a contact that is overdue is told to the manager, and after which the lead is for all again. */
  managerDays: z.number().default(3),
  poolDays: z.number().default(7),
  /** Weekday, 1 is Monday → who works; a day that is not in here belongs to all. */
  week: z.record(z.string(), z.array(z.string())).default({}),
  /** Days off, ISO days, both included. */
  leave: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })).default([]),
})

/** How the store works on leads; a manager changes it by 线索设置 and 排班. */
export type LeadSettings = z.infer<typeof schema>

export const { read: readLeadSettings, save: saveLeadSettings } = settingOf('leads', schema)

/** Who of `sales` works on an ISO day. */
export function onDuty(
  { week, leave }: Pick<LeadSettings, 'week' | 'leave'>,
  day: string,
  sales: readonly string[],
): string[] {
  const listed = week[String(weekdayOf(day))]
  const off = new Set(leave.filter(({ from, to }) => from <= day && day <= to).map(({ name }) => name))
  return sales.filter((name) => (!listed?.length || listed.includes(name)) && !off.has(name))
}
