import type { FastifyInstance } from 'fastify'
import { type FindOperator, type FindOptionsRelations, type FindOptionsWhere, In, LessThan } from 'typeorm'
import { z } from 'zod'
import type { Db, Store } from '../../../store/index.js'
import { groupsSeen } from './scope.js'
import { id } from './views.js'

/** `before`: the `next` of the page before. */
const pageQuery = z.object({
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
type Page = z.infer<typeof pageQuery>

export interface List<T extends { id: string }, Query extends z.ZodRawShape, Item extends z.ZodType> {
  path: string
  summary: string
  entity: new () => T
  /** How it may be narrowed down. */
  query: Query
  where(query: z.infer<z.ZodObject<Query>>): FindOptionsWhere<T>
  /**
   * Where a row says to which group it belongs; `group` narrows the list down, and a group_admin sees the rows of their
   * groups only. Left out: the rows belong to the store.
   */
  inGroup?(group: FindOperator<string>): FindOptionsWhere<T>
  relations?: FindOptionsRelations<T>
  item: Item
  toItems(rows: T[], db: Db): z.output<Item>[] | Promise<z.output<Item>[]>
}

/** A route that answers rows of a table, page by page, the newest first: ids sort by the time at which they were made. */
export function addList<T extends { id: string }, Query extends z.ZodRawShape, Item extends z.ZodType>(
  app: FastifyInstance,
  store: Store,
  { path, summary, entity, query, where, inGroup, relations, item, toItems }: List<T, Query, Item>,
): void {
  const querystring = pageQuery.extend({ ...query, ...(inGroup && { group: id.optional() }) })
  const response = { 200: z.object({ items: z.array(item), next: id.nullable() }) }
  app.get(path, { schema: { tags: ['lists'], summary, querystring, response } }, (request) =>
    store.transaction(async (db) => {
      const asked = request.query as Page & { group?: string }
      const { before, limit } = asked
      const groups = inGroup && (await groupsSeen(db, request, asked.group))
      const rows = await db.find<T>(entity, {
        where: {
          ...where(asked as unknown as z.infer<z.ZodObject<Query>>),
          ...(groups && inGroup(In([...groups]))),
          ...(before && { id: LessThan(before) }),
        } as FindOptionsWhere<T>,
        relations,
        order: { id: 'DESC' } as never,
        take: limit + 1,
      })
      const shown = rows.slice(0, limit)
      return { items: await toItems(shown, db), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
    }),
  )
}
