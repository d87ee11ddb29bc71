import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { In } from 'typeorm'
import { z } from 'zod'
import { readRoster } from '../../../features/activities/index.js'
import { Activity } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { sendRoster } from '../roster-file.js'
import { addList } from './list.js'
import { groupsSeen } from './scope.js'
import { id, instant, words } from './views.js'

const activity = z.object({
  id,
  code: z.number().int(),
  title: words,
  state: z.enum(['draft', 'open', 'cancelled']),
  group: z.object({ id, name: words }),
  /** The end of its day. */
  endsAt: instant,
  owner: words.nullable(),
  /** Fen. */
  planned: z.number().int().nullable(),
  spent: z.number().int().nullable(),
  approved: z.boolean(),
})
const params = z.object({ code: z.coerce.number().int().min(1).max(999_999) })

/** Activities and who comes to them. */
export const activityRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (app, { deps }) => {
  const { store, vault, voice } = deps
  addList(app, store, {
    path: '/activities',
    summary: 'Activities, the newest first.',
    entity: Activity,
    query: { state: activity.shape.state.optional() },
    where: ({ state }) => ({ ...(state && { state }) }),
    inGroup: (groupId) => ({ groupId }),
    relations: { group: true },
    item: activity,
    toItems: (rows) =>
      rows.map(({ group, plan, ...row }) => ({
        ...row,
        group: { id: row.groupId, name: group?.name ?? '' },
        owner: plan.owner ?? null,
        planned: plan.planned ?? null,
        spent: plan.spent ?? null,
        approved: plan.approved !== undefined,
      })),
  })

  const read = async (request: FastifyRequest, code: number) => {
    const sheet = await store.transaction(async (db) => {
      const seen = await groupsSeen(db, request)
      return readRoster(db, voice, vault, { code, ...(seen && { groupId: In([...seen]) }) })
    })
    if (!sheet) throw refusal('unknown_activity')
    return sheet
  }
  const tags = ['activities']

  app.get(
    '/activities/:code/roster',
    {
      schema: {
        tags,
        summary: 'Who comes: the headings, then a row a family, with codes, arrivals and answers.',
        params,
        response: { 200: z.object({ title: words, rows: z.array(z.array(words)) }) },
      },
    },
    (request) => read(request, request.params.code),
  )

  app.get(
    '/activities/:code/roster.xlsx',
    { schema: { tags, summary: 'The same as a spreadsheet.', params } },
    async (request, reply) => sendRoster(reply, await read(request, request.params.code)),
  )
}
