import type { AddressInfo } from 'node:net'
import { CheyouError } from '../kit/errors.js'
import { type ConsoleApp, type ConsoleAppOptions, createConsoleApp } from './app.js'
import type { ConsoleDeps } from './deps.js'

export interface ConsoleOptions extends ConsoleAppOptions {
  /** 127.0.0.1 unless told otherwise. */
  host?: string
  /** 0 takes a free one. */
  port: number
}

export interface Console {
  /** @throws CheyouError port_busy */
  start(): Promise<{ url: string }>
  stop(): Promise<void>
}

/** The web console: the API and, from `webDir`, the page. `start` and `stop` may be called again. */
export function createConsole(deps: ConsoleDeps, options: ConsoleOptions): Console {
  const { host = '127.0.0.1', port } = options
  let running: Promise<{ app: ConsoleApp; url: string }> | undefined

  async function listen() {
    const names = [...(options.names ?? []), host.toLowerCase()]
    const app = await createConsoleApp(deps, { ...options, names })
    try {
      await app.listen({ host, port })
    } catch (error) {
      await app.close()
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
        throw new CheyouError('port_busy', { port }, { cause: error })
      throw error
    }
    return { app, url: urlOf(app.server.address() as AddressInfo) }
  }

  return {
    async start() {
      running ??= listen()
      try {
        const { url } = await running
        return { url }
      } catch (error) {
        running = undefined
        throw error
      }
    },
    async stop() {
      const stopping = running
      running = undefined
      await stopping?.then(
        ({ app }) => app.close(),
        () => undefined,
      )
    },
  }
}

/** An address that a browser on this machine can open: nobody can go to 0.0.0.0. */
function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::' || address === '127.0.0.1') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
