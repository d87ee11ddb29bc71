import { createHmac } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsync } from 'fastify'
import { type LeadDoor, postedLead } from '../../features/leads/index.js'
import { sameSecret } from '../../kit/same-secret.js'
import { refusal } from '../errors.js'

export interface Hooks {
  /** What the sender signs with. */
  secret: string
  takeLead: LeadDoor
}

/** Of one address in a minute. */
const MOST_REQUESTS = 120

/** For programs of the dealer, such as the form of a web site: each request is signed over its whole body. */
export const hookRoutes: FastifyPluginAsync<{ hooks: Hooks }> = async (app, { hooks: { secret, takeLead } }) => {
  await app.register(rateLimit, { max: MOST_REQUESTS, timeWindow: '1 minute' })
  // The signature is over the bytes as they came.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post('/leads', async (request, reply) => {
    const body = request.body as Buffer
    const wanted = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
    if (!sameSecret(String(request.headers['x-cheyou-signature'] ?? ''), wanted)) throw refusal('wrong_signature')
    const { data, error } = postedLead.safeParse(parse(body))
    if (data) return takeLead('hook', data)
    const message = error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`).join('; ')
    return reply.code(400).send({ code: 'input_invalid', message })
  })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
