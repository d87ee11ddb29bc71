import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorNames, levelHistory, postedLead } from '../../../features/leads/index.js'
import { LEAD_SOURCES, Lead, LeadEvent, type StaffAccount } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { addList } from './list.js'
import { about, aboutOf, id, instant, words } from './views.js'

const leadState = z.enum(['new', 'claimed', 'handled', 'won', 'lost', 'out_of_reach', 'not_a_lead'])

/** Who may want to buy, wherever it was said. */
export const leadRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (app, { deps: { store, takeLead } }) => {
  addList(app, store, {
    path: '/leads',
    summary: 'Who may want to buy, with the words that speak for it.',
    entity: Lead,
    query: { state: leadState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true, member: true, customer: true },
    item: about.extend({
      code: z.number(),
      /** Null when it was not said in one. */
      group: z.object({ id, name: words }).nullable(),
      customer: z.object({ id, name: words }),
      kind: z.enum(['add_on', 'trade_in', 'referral', 'purchase']),
      source: z.enum(LEAD_SOURCES),
      grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
      level: z.enum(['H', 'A', 'B', 'C']),
      score: z.number(),
      state: leadState,
      raisedAt: instant,
      claimedBy: words.nullable(),
      claimedAt: instant.nullable(),
      evidence: z.array(z.object({ at: instant, quote: words, score: z.number() })),
    }),
    toItems: (rows) =>
      rows.map((row) => ({
        ...row,
        ...aboutOf(row),
        group: row.group ? { id: row.group.id, name: row.group.name } : null,
        customer: { id: row.customerId, name: row.customer?.displayName ?? '' },
      })),
  })

  app.get(
    '/leads/:id/levels',
    {
      schema: {
        tags: ['leads'],
        summary: 'How the level of a lead went, oldest first: who changed it from what to what, when and why.',
        params: z.object({ id }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                ...{ at: instant, from: z.string().nullable(), to: z.string(), by: words },
                ...{ why: z.enum(['words', 'call', 'hand']), reason: words.nullable() },
              }),
            ),
          }),
        },
      },
    },
    ({ params: { id: leadId } }) =>
      store.transaction(async (db) => {
        const events = await db.find(LeadEvent, { where: { leadId }, order: { at: 'ASC', id: 'ASC' } })
        const changes = levelHistory(events)
        const names = await actorNames(db, changes)
        return { items: changes.map(({ actor, ...rest }) => ({ ...rest, by: names.get(actor) ?? actor })) }
      }),
  )

  app.post(
    '/leads',
    {
      schema: {
        tags: ['leads'],
        summary: 'Write down who came or called. The same id comes in once; duplicates meet by phone and plate.',
        body: postedLead,
        response: { 200: z.object({ code: z.number(), outcome: z.enum(['new', 'grown', 'known']) }) },
      },
    },
    (request) => takeLead(request.getDecorator<StaffAccount>('staff').externalId, request.body),
  )
}
