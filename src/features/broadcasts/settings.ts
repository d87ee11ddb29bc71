import { z } from 'zod'
import type { ChannelKind } from '../../message/index.js'
import { paceOf } from '../../outbox/index.js'
import { settingOf } from '../../store/index.js'

/** Where an account says something unasked. */
export const PLATFORMS = ['sandbox', 'qq', 'wechat', 'telegram'] as const satisfies ChannelKind[]
type Platform = (typeof PLATFORMS)[number]

const schema = z.object({
  /** From so many groups on a second colleague has to say yes; 0: never. */
  second: z.number().int().min(0).max(9_999).default(20),
  /** The same for the people whom it reaches: members of the groups, or customers. */
  secondPeople: z.number().int().min(0).max(999_999).default(2_000),
  /** So many messages nobody asked for may one account of a platform send within a day. */
  perDay: z.partialRecord(z.enum(PLATFORMS), z.number().int().min(0).max(100_000)).default({}),
})
export type BroadcastSettings = z.infer<typeof schema>

export const { read: readBroadcastSettings, save: saveBroadcastSettings } = settingOf('broadcasts', schema)

/** The rest of what a platform lets an account say is for answers, rules and colleagues. */
const SHARE = 0.8

export const perDayOf = ({ perDay }: BroadcastSettings, kind: ChannelKind): number =>
  perDay[kind as Platform] ?? Math.floor(paceOf(kind).perDay * SHARE)
