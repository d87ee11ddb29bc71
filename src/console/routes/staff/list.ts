import type { FastifyInstance } from 'fastify'
import { type FindOptionsRelations, type FindOptionsWhere, LessThan } from 'typeorm'
import { z } from 'zod'
import type { Db, Store } from '../../../store/index.js'
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
  relations?: FindOptionsRelations<T>
  item: Item
  toItems(rows: T[], db: Db): z.output<Item>[] | Promise<z.output<Item>[]>
}

/** A route that answers rows of a table, page by page, the newest first: ids sort by the time at which they were made. */
export function addList<T extends { id: string }, Query extends z.ZodRawShape, Item extends z.ZodType>(
  app: FastifyInstance,
  store: Store,
  { path, summary, entity, query, where, relations, item, toItems }: List<T, Query, Item>,
): void {
  const querystring = pageQuery.extend(query)
  const response = { 200: z.object({ items: z.array(item), next: id.nullable() }) }
  app.get(path, { schema: { tags: ['lists'], summary, querystring, response } }, ({ query: asked }) =>
    store.transaction(async (db) => {
      const { before, limit } = asked as Page
      const rows = await db.find<T>(entity, {
        where: {
          ...where(asked as z.infer<z.ZodObject<Query>>),
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
