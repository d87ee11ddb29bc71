import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Say } from '../../kit/texts.js'
import { type EarnReason, settingOf } from '../../store/index.js'

const points = z.number().int().min(0).max(1_000_000)
const schema = z.object({
  /** Whole points for each reason; 0: none are given. A referral gives them to both sides. */
  amounts: z
    .object({
      referral: points.default(5000),
      repurchase: points.default(3000),
      service: points.default(200),
      activity: points.default(200),
      birthday: points.default(100),
    })
    .prefault({}),
  /** So long points are good; 0: for ever. */
  months: z.number().int().min(0).max(120).default(24),
  /** So many days before they end the member is told. */
  noticeDays: z.number().int().min(1).max(180).default(30),
  /** What both sides of a referral get besides; null: nothing. */
  gift: z.string().min(1).max(40).nullable().optional(),
})

/** What points are given for; a manager changes it by 积分规则. */
export type PointSettings = z.infer<typeof schema> & { amounts: Record<EarnReason, number> }

export const { read: readPointSettings, save: savePointSettings } = settingOf('points', schema)

/** When points that come in now are good no longer: the end of the day, so many months on. */
export const goodUntil = ({ months }: Pick<PointSettings, 'months'>, now: number, zone: string): number | null =>
  months ? DateTime.fromMillis(now, { zone }).plus({ months }).endOf('day').toMillis() : null

/** What both sides get besides points; null when the store gives nothing. */
export const giftOf = (say: Say, { gift }: PointSettings): string | null =>
  gift === undefined ? say('points.gift') : gift
