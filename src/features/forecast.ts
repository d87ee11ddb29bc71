import { z } from 'zod'
import { DAY } from '../kit/clock.js'
import type { Say } from '../kit/texts.js'
import { type DayForecast, type GetForecast, skyOf } from '../kit/weather/forecast.js'
import { type Db, settingOf } from '../store/index.js'
import type { JobDeps } from './job-deps.js'

const day = z.object({ day: z.string(), code: z.number(), low: z.number(), high: z.number(), rain: z.number() })
const schema = z.object({ at: z.number().default(0), days: z.array(day).default([]) })
const { read, save } = settingOf('weather', schema)

/** What was forecast longer ago is no longer believed. */
const BELIEVED = DAY

/** Before the morning's care and before the eve of activities: asks once, for all who want to know. */
export async function fetchForecast({ store, now, weather }: JobDeps & { weather: GetForecast }): Promise<void> {
  const days = await weather()
  await store.transaction((db) => save(db, { at: now, days }))
}

/** The days of the last forecast; none when nobody is asked, or when nobody answered for a day. */
export async function freshForecast(db: Db, now: number): Promise<DayForecast[]> {
  const { at, days } = await read(db)
  return now - at < BELIEVED ? days : []
}

/** `多云，3～12°C` */
export const forecastText = (say: Say, { code, low, high }: DayForecast): string =>
  say('weather.day', { sky: say(`weather.sky.${skyOf(code)}`), low: Math.round(low), high: Math.round(high) })
