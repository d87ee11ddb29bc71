import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createPauses, realAfter } from '../../../kit/after.js'
import { SECOND } from '../../../kit/clock.js'
import type { StaffAccount } from '../../../store/index.js'
import type { Said, StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { words } from './views.js'

const LONGEST_TEXT = 4000
const LONGEST_DATA = 64
/** Whoever waits longer asks again; the command itself is not taken back. */
const ANSWER_WITHIN = 10 * SECOND

const replies = z.object({
  replies: z.array(z.object({ text: words, buttons: z.array(z.object({ label: z.string(), data: z.string() })) })),
  /** The colleague's role may not do it. */
  refused: z.boolean(),
})

/** Commands of the staff, as they would write them to the bot in a chat, and the buttons under its answers. */
export const commandRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (app, { deps }) => {
  const { order, after = realAfter } = deps

  async function give(request: FastifyRequest, said: Said) {
    const patience = createPauses(after)
    const ordered = await Promise.race([
      order(request.getDecorator<StaffAccount>('staff'), said),
      patience.pause(ANSWER_WITHIN).then(() => null),
    ]).finally(patience.end)
    if (!ordered) throw refusal('not_answered')
    return { replies: ordered.answers, refused: ordered.refused }
  }
  const schema = { tags: ['commands'], response: { 200: replies } }

  app.post(
    '/commands',
    {
      schema: {
        ...schema,
        summary: 'Give a command, such as 群规 or 误判 3. No replies: it was no command.',
        body: z.object({ text: z.string().trim().min(1).max(LONGEST_TEXT) }),
      },
    },
    (request) => give(request, { type: 'message', text: request.body.text }),
  )

  app.post(
    '/presses',
    {
      schema: {
        ...schema,
        summary: 'Press a button under an answer.',
        body: z.object({ data: z.string().min(1).max(LONGEST_DATA) }),
      },
    },
    (request) => give(request, { type: 'button', data: request.body.data }),
  )
}
