import { plusDays } from '../../kit/days.js'
import { type DayForecast, skyOf } from '../../kit/weather/forecast.js'

/** Weather in which a car wants looking after, the gravest first. */
export const WEATHER_KINDS = ['cold_snap', 'fog', 'heat', 'long_rain'] as const
export type WeatherKind = (typeof WEATHER_KINDS)[number]

export interface WeatherCare {
  kind: WeatherKind
  /** The day on which it is so, or begins. ISO. */
  day: string
  /** The figures that speak for it: °C, whole; days of rain; °C that the lowest falls. */
  low: number
  high: number
  drop: number
  days: number
}

/** 寒潮 (GB/T 21987): the lowest of the day falls by so much within so many days, and to 4 °C or less. */
const FALLS: readonly [days: number, degrees: number][] = [
  [1, 8],
  [2, 10],
  [3, 12],
]
const COLD = 4
/** 高温日 of the weather service. */
const HOT = 35
/** 连阴雨: so many days of rain on end; a millimetre is needed to call it that. */
const RAINY_DAYS = 3
const WET = 1

/** How far the lowest of a day has fallen on end, where that makes a cold snap; 0: it does not. */
function coldSnap(at: (day: string) => DayForecast | undefined, { day, low }: DayForecast): number {
  if (low > COLD) return 0
  for (const [days, degrees] of FALLS) {
    const lows = Array.from({ length: days + 1 }, (_, back) => at(plusDays(day, -back))?.low)
    const falls = lows.every((each, index) => index === 0 || (each ?? -100) > (lows[index - 1] ?? 100))
    const drop = (lows.at(-1) ?? low) - low
    if (falls && drop >= degrees) return drop
  }
  return 0
}

const isWet = (day: DayForecast | undefined) => day !== undefined && day.rain >= WET && skyOf(day.code) !== 'snow'

/**
 * Whether tomorrow's weather is worth a word today. Heat and rain are spoken of as they begin: not on the second hot day,
 * nor while it rains already.
 */
export function weatherCare(forecast: readonly DayForecast[], today: string): WeatherCare | undefined {
  const at = (day: string) => forecast.find((each) => each.day === day)
  const [now, tomorrow] = [at(today), at(plusDays(today, 1))]
  if (!now || !tomorrow) return undefined
  const drop = coldSnap(at, tomorrow)
  let days = 0
  while (isWet(at(plusDays(tomorrow.day, days)))) days += 1
  const is: Record<WeatherKind, boolean> = {
    cold_snap: drop > 0,
    fog: skyOf(tomorrow.code) === 'fog',
    heat: tomorrow.high >= HOT && now.high < HOT,
    long_rain: days >= RAINY_DAYS && !isWet(now),
  }
  const kind = WEATHER_KINDS.find((each) => is[each])
  const [low, high] = [Math.round(tomorrow.low), Math.round(tomorrow.high)]
  return kind && { kind, day: tomorrow.day, low, high, drop: Math.round(drop), days }
}
