/** What a forecast says of one day. */
export interface DayForecast {
  /** ISO day, where the store is. */
  day: string
  /** WMO code (table 4677) of the worst weather of the day. */
  code: number
  /** °C */
  low: number
  high: number
  /** mm, rain and melted snow. */
  rain: number
}

/** Some days in their order, yesterday and the day before among them. Throws a `CheyouError` of `weather_…` when there is none. */
export type GetForecast = () => Promise<DayForecast[]>

export type Sky = 'clear' | 'cloudy' | 'overcast' | 'fog' | 'drizzle' | 'rain' | 'snow' | 'thunder'

/** Up to which code, what it is called. */
const SKIES: readonly [number, Sky][] = [
  [1, 'clear'],
  [2, 'cloudy'],
  [3, 'overcast'],
  [48, 'fog'],
  [57, 'drizzle'],
  [67, 'rain'],
  [77, 'snow'],
  [82, 'rain'],
  [86, 'snow'],
]

export const skyOf = (code: number): Sky => SKIES.find(([last]) => code <= last)?.[1] ?? 'thunder'
