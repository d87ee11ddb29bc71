import { z } from 'zod'
import { SECOND } from '../clock.js'
import { CheyouError } from '../errors.js'
import { readText } from '../read-text.js'
import type { DayForecast, GetForecast } from './forecast.js'

/** A server that speaks the forecast API of https://open-meteo.com/en/docs: the public one, or one's own. */
export interface OpenMeteo {
  /** Base address, such as https://api.open-meteo.com. */
  url: string
  latitude: number
  longitude: number
  /** IANA; days begin and end by it. */
  zone: string
  /** For the whole call, ms. */
  timeout?: number
}

const TIMEOUT = 10 * SECOND
/** Ten days of four figures are a kilobyte. */
const LONGEST_BODY = 64 * 1024
const DAILY = ['weather_code', 'temperature_2m_max', 'temperature_2m_min', 'precipitation_sum'] as const
/** A cold snap is measured over three days: tomorrow against the day before yesterday's tomorrow. */
const DAYS = { past_days: '2', forecast_days: '6' }

/** A day without a figure says null. */
const figures = (least: number, most: number) => z.array(z.number().min(least).max(most).nullable())
const answer = z.object({
  daily_units: z.object({ temperature_2m_min: z.literal('°C'), precipitation_sum: z.literal('mm') }),
  daily: z
    .object({
      time: z.array(z.iso.date()).min(1).max(20),
      weather_code: figures(0, 99),
      temperature_2m_max: figures(-90, 70),
      temperature_2m_min: figures(-90, 70),
      precipitation_sum: figures(0, 5_000),
    })
    .refine(({ time, ...rest }) => Object.values(rest).every(({ length }) => length === time.length)),
})
/** Why a request was refused, in the server's words. */
const refusal = z.object({ reason: z.string().max(300) })

/** Asks for the days from the day before yesterday on. Never tries again by itself. */
export function createOpenMeteo({ url, latitude, longitude, zone, timeout = TIMEOUT }: OpenMeteo): GetForecast {
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/v1/forecast`)
  const place = { latitude: String(latitude), longitude: String(longitude), timezone: zone }
  endpoint.search = new URLSearchParams({ ...place, daily: DAILY.join(','), ...DAYS }).toString()
  const where = endpoint.host

  async function ask(): Promise<{ status: number; body: unknown }> {
    const response = await fetch(endpoint, { redirect: 'error', signal: AbortSignal.timeout(timeout) })
    const text = await readText(response, LONGEST_BODY)
    return { status: response.status, body: asJson(text) }
  }

  return async () => {
    const { status, body } = await ask().catch((cause: Error) => {
      const slow = cause.name === 'TimeoutError'
      throw new CheyouError(slow ? 'weather_timeout' : 'weather_unreachable', { where }, { cause })
    })
    if (status === 429 || status >= 500) throw new CheyouError('weather_failed', { where, status })
    if (status !== 200)
      throw new CheyouError('weather_refused', { where, reason: refusal.safeParse(body).data?.reason ?? status })
    const parsed = answer.safeParse(body)
    if (!parsed.success) throw new CheyouError('weather_garbled', { where })
    return daysOf(parsed.data.daily)
  }
}

function asJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function daysOf(daily: z.infer<typeof answer>['daily']): DayForecast[] {
  return daily.time.flatMap((day, index) => {
    const [code, high, low, rain] = DAILY.map((figure) => daily[figure][index] ?? null)
    if (code == null || high == null || low == null || rain == null) return []
    return [{ day, code, low, high, rain }]
  })
}
