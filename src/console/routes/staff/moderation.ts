import type { FastifyPluginAsync } from 'fastify'
import { In } from 'typeorm'
import { z } from 'zod'
import { Incident, Sanction, Violation } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { addList } from './list.js'
import { about, aboutOf, instant, rule, words } from './views.js'

const evidence = z.object({ code: z.number(), rule, quote: words, score: z.number(), expiresAt: instant })
const measure = z.object({
  type: z.enum(['remind', 'warn', 'recall', 'mute', 'remove', 'ask_staff']),
  /** Length of a mute, else 0. */
  seconds: z.number(),
  at: instant,
  undoneAt: instant.nullable(),
})
const violationState = z.enum(['standing', 'review', 'undone', 'watched'])
const incidentState = z.enum(['open', 'closed'])

/** Broken rules, what was done about them and in whose words, and complaint storms. */
export const moderationRoutes: FastifyPluginAsync<{ deps: StaffDeps }> = async (app, { deps: { store } }) => {
  addList(app, store, {
    path: '/violations',
    summary: 'Broken rules, with what was done about each.',
    entity: Violation,
    query: { state: violationState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true, member: true },
    item: about.extend(evidence.shape).extend({
      at: instant,
      state: violationState,
      appealedAt: instant.nullable(),
      sanctions: z.array(measure),
    }),
    async toItems(rows, db) {
      const done = await db.find(Sanction, {
        where: { violationId: In(rows.map((row) => row.id)) },
        order: { id: 'ASC' },
      })
      const sanctionsOf = ({ id }: Violation) => done.filter((each) => each.violationId === id)
      return rows.map((row) => ({ ...row, ...aboutOf(row), sanctions: sanctionsOf(row) }))
    },
  })

  addList(app, store, {
    path: '/sanctions',
    summary: 'What was done, each with the words that led to it.',
    entity: Sanction,
    query: {},
    where: () => ({}),
    inGroup: (groupId) => ({ violation: { groupId } }),
    relations: { violation: { group: true, member: true } },
    item: about.extend(measure.shape).extend({ evidence }),
    toItems: (rows) =>
      rows.flatMap(({ violation, ...row }) =>
        violation ? [{ ...row, ...aboutOf({ ...violation, id: row.id }), evidence: violation }] : [],
      ),
  })

  addList(app, store, {
    path: '/incidents',
    summary: 'Complaint storms, with what was said.',
    entity: Incident,
    query: { state: incidentState.optional() },
    where: ({ state }) => ({ state }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true },
    item: about.extend({
      code: z.number(),
      state: incidentState,
      openedAt: instant,
      closedAt: instant.nullable(),
      closedBy: words.nullable(),
      timeline: z.array(z.object({ at: instant, name: words, quote: words })),
    }),
    toItems: (rows) => rows.map((row) => ({ ...row, ...aboutOf(row) })),
  })
}
