import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** What Open-Meteo answered, by place. */
const recordings = z
  .array(z.object({ query: z.record(z.string(), z.string()), status: z.number(), body: z.unknown() }))
  .parse(JSON.parse(readFileSync('test/fixtures/weather/open-meteo.json', 'utf8')))

/** The request as its documentation has it; days need a time zone. */
const query = z.strictObject({
  latitude: z.string(),
  longitude: z.string(),
  timezone: z.literal('Asia/Shanghai'),
  daily: z.literal('weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum'),
  past_days: z.literal('2'),
  forecast_days: z.literal('6'),
})

export type Fault = { status: number; body: string } | 'silent' | 'reset' | 'endless' | 'redirect'

/** A server on this machine that says again what Open-Meteo said, or fails as it is told to. */
export async function weatherServer() {
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    const fault = faults.shift()
    if (fault === 'silent') return
    if (fault === 'reset') return void request.socket.destroy()
    if (fault === 'redirect') return void response.writeHead(302, { location: '/elsewhere' }).end()
    if (fault === 'endless') {
      const more = () => {
        while (!response.destroyed && response.write('['.repeat(16_384)));
      }
      response.on('drain', more)
      return more()
    }
    if (fault) return void response.writeHead(fault.status).end(fault.body)
    const asked = query.safeParse(Object.fromEntries(url.searchParams))
    const known = recordings.find(
      (each) => each.query.latitude === asked.data?.latitude && each.query.longitude === asked.data?.longitude,
    )
    if (url.pathname !== '/v1/forecast' || !known)
      return void response.writeHead(404).end('{"error":true,"reason":"Not Found"}')
    response
      .writeHead(known.status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(known.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (fault: Fault) => void faults.push(fault),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Where the recordings are of. */
export const NANJING = { latitude: 32.06, longitude: 118.79, zone: 'Asia/Shanghai' }
export const BEIJING = { latitude: 39.9, longitude: 116.41, zone: 'Asia/Shanghai' }
