import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import rateLimit from '@fastify/rate-limit'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { DoorDesk } from '../../features/activities/index.js'
import { createSay } from '../../kit/texts.js'
import { doorPage } from '../door/page.js'
import { PRINT_STYLE, printPage } from '../door/print.js'
import { STYLE } from '../door/style.js'
import { pageHelmet } from './html-guard.js'
import { sendRoster } from './roster-file.js'

const params = z.object({ token: z.string().max(200) })
const body = z.strictObject({ notes: z.array(z.unknown()).max(100) })

/** Of one address in a minute: several colleagues may stand behind one. */
const MOST_REQUESTS = 300

const helmet = pageHelmet(STYLE, { 'script-src': ["'self'"], 'connect-src': ["'self'"], 'worker-src': ["'self'"] })

const CLIENT = fileURLToPath(new URL('../door/client/', import.meta.url))

/** The page at the door behind a signed link: no log-in, the link is the key, and ends with the colleague's account. */
export const doorRoutes: FastifyPluginAsyncZod<{ desk: DoorDesk }> = async (app, { desk }) => {
  const { name, locale, zone } = desk.dealer
  const say = createSay(locale)
  const shell = doorPage({ say, locale, dealer: name, zone })
  const html = (reply: FastifyReply, text: string, status = 200) =>
    reply.code(status).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(text)
  const js = (reply: FastifyReply, text: string) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(text)
  const expired = () => ({ code: 'expired', message: say('activities.page.expired') })

  await app.register(rateLimit, { max: MOST_REQUESTS, timeWindow: '1 minute' })

  for (const name of readdirSync(CLIENT)) {
    const script = readFileSync(join(CLIENT, name), 'utf8')
    app.get(`/${name}`, (_request, reply) => js(reply, script))
  }
  app.get('/shell', { helmet }, (_request, reply) => html(reply, shell))
  // What a guest's QR code says: the page of whoever scans it knows what to do.
  app.get('/at/:activity/:seat', { helmet }, (_request, reply) => html(reply, shell))
  app.get('/:token', { schema: { params }, helmet }, (_request, reply) => html(reply, shell))

  app.post('/:token/sync', { schema: { params, body } }, async ({ params, body }, reply) => {
    const synced = await desk.sync(params.token, body.notes)
    return reply
      .header('cache-control', 'no-store')
      .code(synced ? 200 : 410)
      .send(synced ?? expired())
  })

  app.get('/:token/print', { schema: { params }, helmet: pageHelmet(PRINT_STYLE) }, async ({ params }, reply) => {
    const sheet = await desk.roster(params.token)
    reply.header('cache-control', 'no-store')
    return sheet ? html(reply, printPage(sheet.title, sheet.rows, locale)) : reply.code(410).send(expired())
  })

  app.get('/:token/roster.xlsx', { schema: { params } }, async ({ params }, reply) => {
    const sheet = await desk.roster(params.token)
    reply.header('cache-control', 'no-store')
    return sheet ? sendRoster(reply, sheet) : reply.code(410).send(expired())
  })
}
