import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Of one address in a minute. */
const MOST_REQUESTS = 60

const params = z.object({ token: z.string().regex(/^[\w-]{8,40}$/) })

/** Short links of broadcasts: they lead on, and the click is counted; nothing of whoever clicks is kept. */
export const linkRoutes: FastifyPluginAsyncZod<{ open(token: string): Promise<string | null> }> = async (
  app,
  { open },
) => {
  await app.register(rateLimit, { max: MOST_REQUESTS, timeWindow: '1 minute' })
  // Chat apps look at a link before anybody opens it: only a GET is a click.
  app.get('/:token', { schema: { params }, exposeHeadRoute: false }, async ({ params: { token } }, reply) => {
    const link = await open(token)
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    if (!link) return reply.code(404).send({ code: 'not_found', message: 'There is nothing here.' })
    return reply.redirect(link, 302)
  })
}
