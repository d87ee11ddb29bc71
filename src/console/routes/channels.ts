import type { FastifyPluginAsync } from 'fastify'
import { drawForPage } from '../../kit/qr-code.js'
import type { ChannelView, ConsoleDeps } from '../deps.js'
import { isLocal } from '../guard.js'

/** How our accounts fare. A code that logs an account in is drawn for requests from this machine only. */
export const channelRoutes: FastifyPluginAsync<{ deps: ConsoleDeps }> = async (app, { deps }) => {
  app.get('/channels', async (request, reply) => {
    const local = isLocal(request)
    const channels = (await deps.channels()).map(async ({ loginCode, ...report }): Promise<ChannelView> => {
      if (loginCode === null) return report
      return local ? { ...report, qr: await drawForPage(loginCode) } : { ...report, qr: 'elsewhere' }
    })
    reply.header('cache-control', 'no-store')
    return { channels: await Promise.all(channels) }
  })
}
