import type { After } from '../../src/kit/after.js'
import type { QqConfig } from './config.js'
import type { Link, LinkEvents } from './link.js'

interface LinkNeeds {
  after: After
  chance: () => number
  events: LinkEvents
  onBadFrame(): void
  onRefused(status: number): void
  onListening(port: number): void
}

/** The libraries of a transport are loaded when it is started, so that nobody pays for what is not configured. */
export async function openLink(config: QqConfig, { events, ...needs }: LinkNeeds): Promise<Link> {
  switch (config.MODE) {
    case 'forward': {
      const { createForwardLink } = await import('./forward.js')
      return createForwardLink({ ...needs, url: config.URL, ...(config.TOKEN ? { token: config.TOKEN } : {}) }, events)
    }
    case 'reverse': {
      const { createReverseLink } = await import('./reverse.js')
      return createReverseLink(
        { ...needs, account: config.ACCOUNT, host: config.HOST, port: config.PORT, token: config.TOKEN },
        events,
      )
    }
    case 'http': {
      const { createHttpLink } = await import('./http.js')
      const { URL: url, TOKEN: token, HOST: host, PORT: listenOn, SECRET: secret } = config
      return createHttpLink({ ...needs, url, host, port: listenOn, secret, ...(token ? { token } : {}) }, events)
    }
  }
}
