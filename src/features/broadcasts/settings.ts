import { z } from 'zod'
import { type Db, Setting } from '../../store/index.js'

const schema = z.object({
  /** From so many groups on a second colleague has to say yes; 0: never. */
  second: z.number().int().min(0).max(9_999).default(20),
})
export type BroadcastSettings = z.infer<typeof schema>

const KEY = 'broadcasts'

export async function readBroadcastSettings(db: Db): Promise<BroadcastSettings> {
  const row = await db.findOneBy(Setting, { key: KEY })
  return schema.parse(row?.value ?? {})
}

export const saveBroadcastSettings = (db: Db, settings: BroadcastSettings) =>
  db.upsert(Setting, { key: KEY, value: settings as never }, ['key'])
