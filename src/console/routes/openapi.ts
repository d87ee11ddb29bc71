import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { refusal } from '../errors.js'
import { isLocal } from '../guard.js'
import type { Sessions } from '../sessions.js'

/** To be called before the routes that it describes: those with a tag. */
export async function describeApi(app: FastifyInstance, sessions: Sessions): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Cheyou staff API', version: '0.1.0' } },
    hideUntagged: true,
    transform: jsonSchemaTransform,
  })
  app.get('/api/openapi.json', async (request) => {
    if (!isLocal(request) && !(await sessions.whose(request))) throw refusal('not_logged_in')
    return app.swagger()
  })
}
