import { z } from 'zod'
import { settingOf } from '../../store/index.js'

const schema = z.object({
  /** From so many groups on a second colleague has to say yes; 0: never. */
  second: z.number().int().min(0).max(9_999).default(20),
})
export type BroadcastSettings = z.infer<typeof schema>

export const { read: readBroadcastSettings, save: saveBroadcastSettings } = settingOf('broadcasts', schema)
