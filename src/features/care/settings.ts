import { z } from 'zod'
import { settingOf } from '../../store/index.js'
import { variantsOf } from '../variants.js'
import { JOURNEYS } from './journeys.js'
import { CUSTOMER_KINDS } from './occasions.js'
import { WEATHER_KINDS } from './weather.js'

/** What a whole group is told, the most important first; nothing in it is about one person. */
export const GROUP_KINDS = ['festival', 'premises', 'holiday', ...WEATHER_KINDS, 'tips'] as const
export type GroupKind = (typeof GROUP_KINDS)[number]
export const KINDS = [...CUSTOMER_KINDS, ...GROUP_KINDS] as const
export type Kind = (typeof KINDS)[number]

/** Of one wording; several may stand beside each other. */
export const LONGEST = 300
const words = z.string().min(1).max(1_000)

/** Whether a platform takes each of these wordings. */
export const fits = (text: string): boolean => variantsOf(text).every(({ length }) => length <= LONGEST)

const schema = z.object({
  /** Off until the store says so: nobody is written to by surprise. */
  on: z.array(z.enum(KINDS)).default([]),
  /** The store's own words, divided by `===` where there are several; see wording.ts for what is filled in. */
  words: z.partialRecord(z.enum(KINDS), words).default({}),
  /** Of the journeys that the store changed, all steps in their order. */
  journeys: z
    .partialRecord(z.enum(JOURNEYS), z.array(z.object({ day: z.number().int().min(1), words: words.nullable() })))
    .default({}),
  /** A group hears of the weather once in so many days. */
  weatherDays: z.number().int().min(1).max(60).default(7),
  /** Whoever has not been heard of for so many days is asked how they are. */
  silentDays: z.number().int().min(30).max(400).default(90),
  /** What changes at the store, and from which ISO day on. */
  premises: z
    .object({ day: z.iso.date(), what: z.string().min(1).max(200) })
    .nullable()
    .default(null),
})
export type CareSettings = z.infer<typeof schema>

export const { read: readCareSettings, save: saveCareSettings } = settingOf('care', schema)
