import type { z } from 'zod'
import { Setting } from './entities/index.js'
import type { Db } from './store.js'

/**
 * What the dealer set under a key, as `schema` has it; `unset` stands for what was never saved. Reading throws a ZodError
 * when something else stands there.
 */
export const settingOf = <S extends z.ZodType>(key: string, schema: S, unset: unknown = {}) => ({
  async read(db: Db): Promise<z.output<S>> {
    const row = await db.findOneBy(Setting, { key })
    return schema.parse(row?.value ?? unset)
  },
  save: (db: Db, value: z.output<S>) => db.upsert(Setting, { key, value: value as never }, ['key']),
})
