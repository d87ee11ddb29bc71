import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { In } from 'typeorm'
import { z } from 'zod'
import { progressOf } from '../../../features/invitations/index.js'
import { namesOf } from '../../../features/named-customers.js'
import { readEffect } from '../../../features/radar/index.js'
import { INVITEE_STATES, Invitation, Invitee, RadarEntry } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { addList } from './list.js'
import { id, instant, words } from './views.js'

const count = z.number().int()
const invitee = z.object({ number: count, name: words, assignee: words, calls: count, state: z.enum(INVITEE_STATES) })
const reason = z.object({ code: z.string(), number: z.number(), points: z.number() })
const effect = z.object({ days: count, arm: z.enum(['told', 'control']), owners: count, leads: count, orders: count })

/** Whom to call: for a campaign, and because a car grows old. */
export const planRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (app, { deps: { store, clock } }) => {
  addList(app, store, {
    path: '/invitations',
    summary: 'Invitation plans: who calls whom, and how far it is.',
    entity: Invitation,
    query: {},
    where: () => ({}),
    item: z.object({
      ...{ id, code: count, title: words, createdAt: instant, closedAt: instant.nullable() },
      ...{ called: count, calls: count, coming: count, came: count, declined: count, number: count },
      invitees: z.array(invitee),
    }),
    async toItems(rows, db) {
      const all = await db.find(Invitee, {
        where: { invitationId: In(rows.map((row) => row.id)) },
        order: { number: 'ASC' },
      })
      const names = await namesOf(
        db,
        all.map(({ customerId }) => customerId),
      )
      return rows.map((row) => {
        const own = all.filter(({ invitationId }) => invitationId === row.id)
        const invitees = own.map((each) => ({ ...each, name: names.get(each.customerId) ?? '' }))
        return { ...row, ...progressOf(own), invitees }
      })
    },
  })

  addList(app, store, {
    path: '/radar',
    summary: 'Owners who entered the window in which cars are replaced, with the reasons.',
    entity: RadarEntry,
    query: { month: z.string().max(7).optional() },
    where: ({ month }) => ({ month, arm: 'told' as const }),
    item: z.object({
      ...{ id, month: z.string(), customer: z.object({ id, name: words }), consultant: words.nullable() },
      ...{ score: z.number(), reasons: z.array(reason), at: instant },
    }),
    async toItems(rows, db) {
      const names = await namesOf(
        db,
        rows.map(({ customerId }) => customerId),
      )
      return rows.map((row) => ({ ...row, customer: { id: row.customerId, name: names.get(row.customerId) ?? '' } }))
    },
  })

  app.get(
    '/radar/effect',
    {
      schema: {
        tags: ['plans'],
        summary: 'Leads and orders of those who were contacted and of the control group, after 90 and 180 days.',
        response: { 200: z.object({ items: z.array(effect) }) },
      },
    },
    () => store.transaction(async (db) => ({ items: await readEffect(db, clock.now()) })),
  )
}
