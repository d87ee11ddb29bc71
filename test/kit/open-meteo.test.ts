import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { weatherFrom } from '../../bots/weather.js'
import { readConfig } from '../../src/kit/config.js'
import { createOpenMeteo } from '../../src/kit/weather/open-meteo.js'
import { BEIJING, type Fault, NANJING, weatherServer } from './weather-server.js'

describe('the weather server', () => {
  let server: Awaited<ReturnType<typeof weatherServer>>
  beforeEach(async () => {
    server = await weatherServer()
  })
  afterEach(() => server.close())

  it('is asked for the days at the store, from the day before yesterday on; days without a figure are left out', async () => {
    const days = await createOpenMeteo({ url: `${server.url}/`, ...NANJING })()
    expect(days.map(({ day }) => day)).toEqual(
      ['24', '25', '26', '27', '28', '29', '30'].map((date) => `2026-09-${date}`),
    )
    expect(days[3]).toEqual({ day: '2026-09-27', code: 45, low: 16.1, high: 25.2, rain: 0 })
    expect((await createOpenMeteo({ url: server.url, ...BEIJING })())[3]).toMatchObject({ code: 71, low: -9.7 })
  })

  const wrongUnit = '{"daily_units":{"temperature_2m_min":"°F","precipitation_sum":"inch"},"daily":{}}'
  it.each<[string, Fault, string]>([
    ['a server error', { status: 502, body: '<html>' }, 'weather_failed'],
    ['too many requests', { status: 429, body: '{"error":true,"reason":"limit"}' }, 'weather_failed'],
    ['no such address', { status: 404, body: '' }, 'weather_refused'],
    ['silence', 'silent', 'weather_timeout'],
    ['a connection that breaks', 'reset', 'weather_unreachable'],
    ['a redirect', 'redirect', 'weather_unreachable'],
    ['a body without end', 'endless', 'weather_garbled'],
    ['no JSON', { status: 200, body: '<html>' }, 'weather_garbled'],
    ['other units', { status: 200, body: wrongUnit }, 'weather_garbled'],
    ['another shape', { status: 200, body: '{"hourly":{}}' }, 'weather_garbled'],
  ])('fails by name: %s', async (_, fault, code) => {
    server.fail(fault)
    const ask = createOpenMeteo({ url: server.url, ...NANJING, timeout: fault === 'silent' ? 50 : 2_000 })
    await expect(ask()).rejects.toMatchObject({ code })
  })

  it('says why it refuses a place', async () => {
    const ask = createOpenMeteo({ url: server.url, latitude: 89.5, longitude: 0, zone: 'Asia/Shanghai' })
    await expect(ask()).rejects.toMatchObject({
      code: 'weather_refused',
      params: { reason: 'No data is available for this location' },
    })
  })

  it('is nobody until the configuration names one, and then needs a place', async () => {
    expect(weatherFrom(readConfig({ CHEYOU_LATITUDE: '32.06', CHEYOU_LONGITUDE: '118.79' }))).toBeUndefined()
    const read = (env: Record<string, string>) => readConfig({ CHEYOU_WEATHER_URL: server.url, ...env })
    expect(() => read({})).toThrow('CHEYOU_LATITUDE')
    expect(() => read({ CHEYOU_LATITUDE: '32.06' })).toThrow('CHEYOU_LONGITUDE')
    expect(() => read({ CHEYOU_LATITUDE: '132', CHEYOU_LONGITUDE: '0' })).toThrow('CHEYOU_LATITUDE')
    const ask = weatherFrom(read({ CHEYOU_LATITUDE: '32.06', CHEYOU_LONGITUDE: '118.79' }))
    expect(await ask?.()).toHaveLength(7)
  })
})
