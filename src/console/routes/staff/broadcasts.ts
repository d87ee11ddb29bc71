import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { In, Not } from 'typeorm'
import { z } from 'zod'
import { countOutcomes, loadResults, loadTargets, OUTCOMES } from '../../../features/broadcasts/index.js'
import { namesOf } from '../../../features/named-customers.js'
import { Broadcast, Group } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { addList } from './list.js'
import { id, instant, words } from './views.js'

const state = z.enum(['scheduled', 'sent', 'paused', 'cancelled'])
const outcome = z.enum(OUTCOMES)
const results = z.object({
  clicks: z.number(),
  answered: z.number(),
  rsvps: z.number(),
  leads: z.number(),
  optOuts: z.number(),
})
const target = z.object({
  id,
  group: z.object({ id, name: words }).nullable(),
  customer: z.object({ id, name: words }).nullable(),
  outcome,
  /** Why it was held back, or what the platform said. */
  reason: z.string().nullable(),
  sentAt: instant.nullable(),
  attempts: z.number(),
  clicks: z.number(),
})

/** What was said to groups and customers, how far it is, and what came of it. */
export const broadcastRoutes: FastifyPluginAsync<{ deps: StaffDeps }> = async (app, { deps: { store } }) => {
  addList(app, store, {
    path: '/broadcasts',
    summary: 'Notices and messages to customers, with how many ended how and what followed within two days.',
    entity: Broadcast,
    query: { state: state.optional() },
    where: ({ state }) => ({ state: state ?? Not<Broadcast['state']>('draft') }),
    item: z.object({
      ...{ id, code: z.number(), text: words, state, to: z.enum(['groups', 'customers']), safety: z.boolean() },
      ...{ createdAt: instant, startAt: instant.nullable(), cron: z.string().nullable(), sentAt: instant.nullable() },
      counts: z.record(outcome, z.number()),
      results,
    }),
    async toItems(rows, db) {
      const all = await loadTargets(
        db,
        rows.map((row) => row.id),
      )
      const items = []
      for (const row of rows) {
        const targets = all.filter(({ target }) => target.broadcastId === row.id)
        items.push({
          ...row,
          state: state.parse(row.state),
          to: row.audience ? ('customers' as const) : ('groups' as const),
          safety: Boolean(row.safety),
          counts: countOutcomes(targets),
          results: await loadResults(db, targets),
        })
      }
      return items
    },
  })

  app.withTypeProvider<ZodTypeProvider>().get(
    '/broadcasts/:id/targets',
    {
      schema: {
        tags: ['lists'],
        summary: 'Every group or customer that a broadcast was for, and how it ended there.',
        params: z.object({ id }),
        response: { 200: z.object({ items: z.array(target) }) },
      },
    },
    ({ params }) =>
      store.transaction(async (db) => {
        if (!(await db.existsBy(Broadcast, { id: params.id }))) throw refusal('unknown_broadcast')
        const targets = await loadTargets(db, [params.id])
        const customers = await namesOf(
          db,
          targets.flatMap(({ target }) => target.customerId ?? []),
        )
        const groupIds = targets.flatMap(({ target }) => (target.customerId ? [] : (target.groupId ?? [])))
        const groups = new Map((await db.findBy(Group, { id: In(groupIds) })).map((each) => [each.id, each.name]))
        const named = (names: ReadonlyMap<string, string>, of: string | null) =>
          of && names.has(of) ? { id: of, name: names.get(of) ?? '' } : null
        return {
          items: targets.map(({ target, item, outcome }) => ({
            ...{ id: target.id, attempts: target.attempts, clicks: target.clicks },
            group: named(groups, target.groupId),
            customer: named(customers, target.customerId),
            outcome,
            reason: target.why ?? item?.reason ?? null,
            sentAt: item?.sentAt ?? null,
          })),
        }
      }),
  )
}
