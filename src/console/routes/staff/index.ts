import type { FastifyPluginAsync } from 'fastify'
import { may, type Permission } from '../../../features/permissions.js'
import type { StaffAccount } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import type { Sessions } from '../../sessions.js'
import { activityRoutes } from './activities.js'
import { broadcastRoutes } from './broadcasts.js'
import { commandRoutes } from './commands.js'
import { customerRoutes } from './customers.js'
import { deskRoutes } from './desk.js'
import { groupRoutes } from './groups.js'
import { leadRoutes } from './leads.js'
import { moderationRoutes } from './moderation.js'
import { planRoutes } from './plans.js'
import { pointRoutes } from './points.js'

/** What each route needs; `staff` is everybody who is logged in. A route that is not in here refuses all. */
export const ACCESS: Record<string, Permission | 'staff'> = {
  // Each command asks for its own permission.
  'POST /commands': 'staff',
  'POST /presses': 'staff',
  'GET /groups': 'groups.read',
  'GET /groups/:id/health': 'groups.read',
  'GET /groups/:id/digest': 'groups.read',
  'GET /violations': 'rules.read',
  'GET /sanctions': 'rules.read',
  'GET /inquiries': 'inquiries.read',
  'GET /knowledge': 'knowledge.read',
  'GET /promises': 'promises.read',
  'GET /join-requests': 'onboarding.read',
  'GET /incidents': 'incidents.handle',
  'GET /polls': 'polls.read',
  'GET /activities': 'activities.read',
  // With plates and what else was asked.
  'GET /activities/:code/roster': 'activities.check_in',
  'GET /activities/:code/roster.xlsx': 'activities.check_in',
  // They name customers and groups of all the store.
  'GET /broadcasts': 'customers.read',
  'GET /broadcasts/:id/targets': 'customers.read',
  'GET /customers': 'customers.read',
  'POST /customers/export': 'customers.export',
  'GET /customers/:id': 'customers.read',
  'GET /customers/:id/timeline': 'customers.read',
  // One's own customers always, others by `customers.phone`.
  'POST /customers/:id/phone': 'customers.read',
  'GET /leads': 'leads.read',
  'GET /leads/:id/levels': 'leads.read',
  'POST /leads': 'leads.add',
  'GET /invitations': 'leads.read',
  'GET /radar': 'radar.effect',
  'GET /radar/effect': 'radar.effect',
  'GET /points/:customer': 'points.read',
  'GET /rewards': 'points.read',
  'GET /referrals': 'points.read',
}

/** The staff API. Everything below it is refused by default, here and nowhere else. */
export const staffRoutes: FastifyPluginAsync<{ deps: StaffDeps; sessions: Sessions }> = async (
  app,
  { deps, sessions },
) => {
  app.decorateRequest('staff', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const staff = await sessions.whose(request)
    if (!staff) throw refusal('not_logged_in')
    if (request.is404) return
    if (!isOpen(staff, request.method, request.routeOptions.url?.slice(app.prefix.length) ?? ''))
      throw refusal('not_permitted')
    request.setDecorator('staff', staff)
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ code: 'not_found', message: 'There is nothing here.' }),
  )

  await app.register(commandRoutes, { deps })
  await app.register(groupRoutes, { deps })
  await app.register(moderationRoutes, { deps })
  await app.register(deskRoutes, { deps })
  await app.register(activityRoutes, { deps })
  await app.register(broadcastRoutes, { deps })
  await app.register(customerRoutes, { deps })
  await app.register(pointRoutes, { deps })
  await app.register(leadRoutes, { deps })
  await app.register(planRoutes, { deps })
}

function isOpen(staff: StaffAccount, method: string, path: string): boolean {
  const needed = ACCESS[`${method === 'HEAD' ? 'GET' : method} ${path}`]
  return needed === 'staff' || (needed !== undefined && may(staff, needed))
}
