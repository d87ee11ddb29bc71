import { z } from 'zod'
import type { Say } from '../../kit/texts.js'
import { settingOf } from '../../store/index.js'
import { CUSTOMER_KINDS } from './occasions.js'

/** What a whole group is told; nothing in it is about one person. */
const GROUP_KINDS = ['festival', 'holiday'] as const
export const KINDS = [...CUSTOMER_KINDS, ...GROUP_KINDS] as const
export type Kind = (typeof KINDS)[number]

const schema = z.object({
  /** Off until the store says so: nobody is written to by surprise. */
  on: z.array(z.enum(KINDS)).default([]),
  /** The store's own words, with 【称呼】 or [name], 【日期】 or [day]. */
  words: z.partialRecord(z.enum(KINDS), z.string().min(1).max(300)).default({}),
})
export type CareSettings = z.infer<typeof schema>

export const { read: readCareSettings, save: saveCareSettings } = settingOf('care', schema)

/** What is said on an occasion: the store's words or ours, then why it came and how to stop it. */
export function wordsFor(
  say: Say,
  { words }: CareSettings,
  kind: Exclude<Kind, 'festival' | 'holiday'>,
  { name, day }: { name: string; day: string },
): string {
  const own = words[kind]?.replaceAll(/【称呼】|\[name\]/g, () => name).replaceAll(/【日期】|\[day\]/g, () => day)
  return [own ?? say(`care.text.${kind}`, { name, day }), say('care.footer', { why: say(`care.why.${kind}`) })].join(
    '\n',
  )
}
