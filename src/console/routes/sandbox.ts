import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { LEAD_KINDS, MODERATIONS } from '../../understanding/meaning.js'
import type { ConsoleDeps } from '../deps.js'
import { refusal } from '../errors.js'

const id = z.string().min(1).max(100)
const params = z.object({ id })
const nickname = z.string().trim().min(1).max(40)
const card = z.string().trim().max(60)
const clientId = z.string().min(1).max(100)

/** What the staff may say that a message is. */
const verdict = z.discriminatedUnion('about', [
  z.object({ about: z.literal('leads'), label: z.enum(['', ...LEAD_KINDS]) }),
  z.object({ about: z.literal('moderation'), label: z.enum(['', ...MODERATIONS]).exclude(['clean']) }),
])

const LONGEST_TEXT = 4000
const MOST_POSTS = 200

/** What people do in the sandbox rooms. A call answers when the bot has durably taken it in. */
export const sandboxRoutes: FastifyPluginAsyncZod<{ deps: ConsoleDeps }> = async (app, { deps }) => {
  const { world } = deps
  const findPost = (post: string) => {
    const found = world.findPost(post)
    if (!found) throw refusal('unknown_post')
    return found
  }

  app.get('/state', async () => world.state())

  app.get(
    '/rooms/:id/posts',
    {
      schema: {
        params,
        querystring: z.object({
          before: id.optional(),
          limit: z.coerce.number().int().min(1).max(MOST_POSTS).default(50),
          as: id.optional(),
        }),
      },
    },
    async ({ params, query }) => ({ posts: world.history(params.id, query) }),
  )

  app.post(
    '/rooms/:id/posts',
    {
      schema: {
        params,
        body: z.object({
          as: id,
          text: z.string().max(LONGEST_TEXT),
          replyTo: id.optional(),
          mentions: z.array(id).max(50).optional(),
          clientId: clientId.optional(),
        }),
      },
    },
    async ({ params, body: { as, text, ...options } }) => world.say(params.id, as, text, options),
  )

  app.post(
    '/posts/:id/press',
    { schema: { params, body: z.object({ as: id, data: z.string().min(1).max(64) }) } },
    async ({ params, body }) => world.press(params.id, body.as, body.data),
  )

  app.get('/posts/:id/explain', { schema: { params } }, async ({ params }) => {
    const post = findPost(params.id)
    return { explanation: await deps.explain(post.room, post.id) }
  })

  app.post(
    '/posts/:id/correct',
    { schema: { params, body: z.object({ as: id, verdict }) } },
    async ({ params, body }) => {
      const post = findPost(params.id)
      await deps.correct(post.room, post.id, body.as, body.verdict)
      return { taken: true }
    },
  )

  app.post(
    '/people',
    { schema: { body: z.object({ nickname, card: card.optional(), room: id.optional() }) } },
    async ({ body }) => world.welcome(body),
  )

  app.post(
    '/people/:id/card',
    { schema: { params, body: z.object({ card, room: id.optional() }) } },
    async ({ params, body }) => world.setCard(params.id, body.card, body.room),
  )

  const whichRoom = z.object({ room: id.optional() })
  app.post('/people/:id/leave', { schema: { params, body: whichRoom } }, async ({ params, body }) =>
    world.leave(params.id, body.room),
  )
  app.post('/people/:id/rejoin', { schema: { params, body: whichRoom } }, async ({ params, body }) =>
    world.rejoin(params.id, body.room),
  )
}
