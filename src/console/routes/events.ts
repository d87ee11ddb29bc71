import type { FastifyPluginAsync } from 'fastify'
import type { ConsoleDeps, ConsoleEvent } from '../deps.js'

/** What happens, as it happens: one stream of server-sent events for each open page. */
export const eventRoutes: FastifyPluginAsync<{ deps: ConsoleDeps }> = async (app, { deps }) => {
  const open = new Set<() => void>()

  app.get('/events', { sse: 'only' }, async (_request, { sse }) => {
    const tell = (event: ConsoleEvent) => {
      // Who has gone in this moment need not be told; `onClose` takes the listener away.
      sse.send({ event: event.type, data: event }).catch(() => undefined)
    }
    const stops = [deps.world.onEvent(tell), deps.onEvent?.(tell)]
    const close = () => sse.close()
    open.add(close)
    sse.onClose(() => {
      open.delete(close)
      for (const stop of stops) stop?.()
    })
    sse.keepAlive()
    // The page reads everything anew when it hears this, so nothing is missed between two connections.
    await sse.send({ event: 'hello', data: {}, retry: 1000 })
  })

  app.addHook('preClose', async () => {
    for (const close of [...open]) close()
  })
}
