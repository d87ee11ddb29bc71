import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { LOCALES } from '../../kit/texts.js'
import type { ConsoleDeps } from '../deps.js'

/** What the page needs besides the rooms: its sentences, and whether the bot is well. */
export const systemRoutes: FastifyPluginAsyncZod<{ deps: ConsoleDeps }> = async (app, { deps }) => {
  app.get('/health', async () => deps.health())

  app.get('/texts/:locale', { schema: { params: z.object({ locale: z.enum(LOCALES) }) } }, async ({ params }) =>
    deps.texts(params.locale),
  )
}
