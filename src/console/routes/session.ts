import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { logIn } from '../../features/identity/index.js'
import { SECRET_CODE } from '../../kit/secret-code.js'
import type { StaffDeps } from '../deps.js'
import { refusal } from '../errors.js'
import type { Sessions } from '../sessions.js'
import { role } from './staff/views.js'

const person = z.object({ name: z.string(), role })
const schema = { tags: ['session'] }

/** Logging in with a one-time code, and out. */
export const sessionRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps; sessions: Sessions }> = async (
  app,
  { deps: { store, ids, clock, vault }, sessions },
) => {
  app.post(
    '/session',
    {
      schema: {
        ...schema,
        summary: 'Log in with the code that the bot gives a colleague who writes 登录 to it in private.',
        body: z.object({
          code: z
            .string()
            .trim()
            .regex(new RegExp(`^${SECRET_CODE}$`)),
        }),
        response: { 200: person.extend({ until: z.number() }) },
      },
    },
    async ({ body: { code }, ip }, reply) => {
      const staff = await store.transaction((db) => logIn(code, ip, { db, ids, now: clock.now(), vault }))
      if (typeof staff === 'string') throw refusal(staff)
      return { name: staff.name, role: staff.role, until: sessions.begin(reply, staff) }
    },
  )

  app.get(
    '/session',
    { schema: { ...schema, summary: 'Who is logged in.', response: { 200: person } } },
    async (request) => {
      const staff = await sessions.whose(request)
      if (!staff) throw refusal('not_logged_in')
      return staff
    },
  )

  app.delete('/session', { schema: { ...schema, summary: 'Log out.' } }, async (request, reply) => {
    await sessions.end(request, reply)
    return reply.code(204).send()
  })
}
