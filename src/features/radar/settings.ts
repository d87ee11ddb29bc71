import { createHash } from 'node:crypto'
import { z } from 'zod'
import { settingOf } from '../../store/index.js'

const schema = z.object({
  /** From so many points on an owner is in the window. */
  from: z.number().min(0).default(40),
  /** The part that is left alone. */
  controlShare: z.number().min(0).max(0.5).default(0.1),
  /** Another seed draws another part. */
  seed: z.string().default('cheyou'),
  /** Whoever entered is not listed again for so many months. */
  againAfterMonths: z.number().int().min(1).default(12),
})
export type RadarSettings = z.infer<typeof schema>

export const { read: readRadarSettings } = settingOf('radar', schema)

/** Draws by the seed and the customer alone, so that the same draw can be made again. */
export function armOf(customerId: string, { seed, controlShare }: Pick<RadarSettings, 'seed' | 'controlShare'>) {
  const draw = createHash('sha256').update(`${seed}:${customerId}`).digest().readUInt32BE() / 2 ** 32
  return draw < controlShare ? ('control' as const) : ('told' as const)
}
