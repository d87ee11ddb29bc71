import type { Config } from '../src/kit/config.js'
import type { GetForecast } from '../src/kit/weather/forecast.js'
import { createOpenMeteo } from '../src/kit/weather/open-meteo.js'

/** Whom the configuration names for forecasts; undefined when it names nobody. */
export function weatherFrom(config: Config): GetForecast | undefined {
  const { WEATHER_URL: url, LATITUDE: latitude, LONGITUDE: longitude, TIME_ZONE: zone } = config
  if (!url || latitude === undefined || longitude === undefined) return undefined
  return createOpenMeteo({ url, latitude, longitude, zone })
}
