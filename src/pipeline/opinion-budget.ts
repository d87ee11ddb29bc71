import { z } from 'zod'
import { type Db, Setting } from '../store/index.js'

/** What second opinions may cost in one day. */
export interface OpinionBudget {
  calls: number
  tokens: number
}

const KEY = 'opinions.spent'
const spentSchema = z.object({ day: z.string(), calls: z.number(), tokens: z.number() })

/** Books a call before it is made, so that no crash makes it free; false when the day's budget is used up. */
export async function bookCall(db: Db, day: string, budget: OpinionBudget): Promise<boolean> {
  const spent = await spentOn(db, day)
  if (spent.calls >= budget.calls || spent.tokens >= budget.tokens) return false
  await save(db, { ...spent, calls: spent.calls + 1 })
  return true
}

/** Books what a call used. */
export async function bookTokens(db: Db, day: string, tokens: number): Promise<void> {
  const spent = await spentOn(db, day)
  await save(db, { ...spent, tokens: spent.tokens + tokens })
}

async function spentOn(db: Db, day: string) {
  const row = await db.findOneBy(Setting, { key: KEY })
  const spent = spentSchema.safeParse(row?.value)
  return spent.success && spent.data.day === day ? spent.data : { day, calls: 0, tokens: 0 }
}

const save = (db: Db, value: z.infer<typeof spentSchema>) =>
  db.upsert(Setting, { key: KEY, value: value as never }, ['key'])
