import fastifyCookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { fastifySSE } from '@fastify/sse'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ConsoleDeps, StaffDeps } from './deps.js'
import { onError } from './errors.js'
import { isOurName } from './guard.js'
import { channelRoutes } from './routes/channels.js'
import { doorRoutes } from './routes/door.js'
import { eventRoutes } from './routes/events.js'
import { fileRoutes } from './routes/files.js'
import { hookRoutes } from './routes/hooks.js'
import { joinRoutes } from './routes/join.js'
import { linkRoutes } from './routes/links.js'
import { describeApi } from './routes/openapi.js'
import { registerRoutes } from './routes/register.js'
import { rsvpRoutes } from './routes/rsvp.js'
import { sandboxRoutes } from './routes/sandbox.js'
import { sessionRoutes } from './routes/session.js'
import { staffRoutes } from './routes/staff/index.js'
import { systemRoutes } from './routes/system.js'
import { createSessions } from './sessions.js'

export interface ConsoleAppOptions {
  /** Folder of the built page; without one only the API is served. */
  webDir?: string
  /** Names by which people reach this server besides localhost and its addresses. */
  names?: readonly string[]
  /** The name under which customers and colleagues reach the pages behind a link, and nothing else. */
  publicName?: string
  log?: FastifyBaseLogger
}

const BODY_LIMIT_BYTES = 64 * 1024
/** A signed link names two ids, when it ends, and its signature. */
const LONGEST_PARAM = 200

export type ConsoleApp = Awaited<ReturnType<typeof createConsoleApp>>

/** The console's HTTP server, not listening yet. */
export async function createConsoleApp(
  deps: ConsoleDeps,
  { webDir, names = [], publicName, log }: ConsoleAppOptions = {},
) {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: LONGEST_PARAM },
    // A proxy on this machine says who really asks.
    trustProxy: 'loopback',
    logController: new LogController({ disableRequestLogging: true }),
    ...(log ? { loggerInstance: log } : {}),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(onError)
  // Only JSON is taken: a form on a foreign page cannot send that.
  app.removeContentTypeParser('text/plain')

  app.addHook('onRequest', async ({ headers: { host, origin }, url }, reply) => {
    // A page that tells nobody its address sends a form without its origin; what opens the form is the link, and a hook
    // its signature.
    const ours = /^\/(?:join|rsvp|register|hooks|door|file|l)\//.test(url)
      ? isOurName({ host, origin: undefined }, publicName ? [...names, publicName] : names)
      : isOurName({ host, origin }, names)
    if (ours) return
    return reply.code(403).send({ code: 'foreign_host', message: 'This server does not answer to that name.' })
  })
  await app.register(helmet, {
    // Plain HTTP on the dealer's own machine: nothing to upgrade to.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        // The component library writes its styles into the page.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
  })
  await app.register(fastifySSE)
  if (deps.staff) await registerStaffApi(app, deps.staff)
  await app.register(
    async (api) => {
      await api.register(sandboxRoutes, { deps, prefix: '/sandbox' })
      await api.register(channelRoutes, { deps })
      await api.register(eventRoutes, { deps })
      await api.register(systemRoutes, { deps })
    },
    { prefix: '/api' },
  )
  if (deps.hooks) await app.register(hookRoutes, { hooks: deps.hooks, prefix: '/hooks' })
  if (deps.openLink) await app.register(linkRoutes, { open: deps.openLink, prefix: '/l' })
  if (deps.join) await app.register(joinRoutes, { form: deps.join, prefix: '/join' })
  if (deps.rsvp) await app.register(rsvpRoutes, { form: deps.rsvp, prefix: '/rsvp' })
  if (deps.door) await app.register(doorRoutes, { desk: deps.door, prefix: '/door' })
  if (deps.register) await app.register(registerRoutes, { desk: deps.register, prefix: '/register' })
  if (deps.exports) await app.register(fileRoutes, { desk: deps.exports, prefix: '/file' })
  if (webDir !== undefined) {
    await app.register(fastifyStatic, {
      root: webDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Names of built files hold a hash of their content; the page itself must be asked for anew.
        reply.setHeader('cache-control', /\.html$/.test(path) ? 'no-cache' : 'public, max-age=31536000, immutable')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && /\bhtml\b/.test(request.headers.accept ?? '')
    if (webDir !== undefined && wantsPage && !request.url.startsWith('/api/')) return reply.sendFile('index.html')
    return reply.code(404).send({ code: 'not_found', message: 'There is nothing here.' })
  })
  return app
}

async function registerStaffApi(app: FastifyInstance, deps: StaffDeps): Promise<void> {
  const sessions = createSessions(deps)
  await app.register(fastifyCookie)
  await describeApi(app, sessions)
  await app.register(sessionRoutes, { deps, sessions, prefix: '/api' })
  await app.register(staffRoutes, { deps, sessions, prefix: '/api/staff' })
}
