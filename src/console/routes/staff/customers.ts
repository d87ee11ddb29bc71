import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { IsNull } from 'typeorm'
import { z } from 'zod'
import {
  EXPORTED,
  loadDossiers,
  openPhone,
  PHONE_READ,
  timelineOf,
  writeExport,
} from '../../../features/customers/index.js'
import { maskPhone, maskPlate } from '../../../kit/crypto.js'
import { AuditEntry, Customer, type StaffAccount, writeRows } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { sendSheet } from '../sheet-file.js'
import { addList } from './list.js'
import { id, instant, words } from './views.js'

const customer = z.object({
  id,
  name: words,
  class: z.enum(['A', 'B', 'C']).nullable(),
  kind: z.enum(['retail', 'fleet']),
  owner: words.nullable(),
  /** 138****8000 */
  phone: z.string().nullable(),
  knownSince: instant,
})
const day = z.string().nullable()
const params = z.object({ id })

/** Customers with their cars and their history; numbers are masked for everybody until they are opened one by one. */
export const customerRoutes: FastifyPluginAsyncZod<{ deps: StaffDeps }> = async (
  app,
  { deps: { store, vault, ids, clock, voice } },
) => {
  const brief = (row: Customer): z.infer<typeof customer> => ({
    ...row,
    name: row.displayName,
    phone: row.phone && maskPhone(vault.open(row.phone)),
    knownSince: row.createdAt,
  })
  const find = async (customerId: string) => {
    const [dossier] = await store.transaction((db) => loadDossiers(db, [customerId]))
    if (!dossier) throw refusal('unknown_customer')
    return dossier
  }

  addList(app, store, {
    path: '/customers',
    summary: 'Customers whom the dealer knows.',
    entity: Customer,
    query: { class: customer.shape.class.unwrap().optional(), owner: z.string().max(50).optional() },
    where: (asked) => ({ class: asked.class, owner: asked.owner, mergedIntoId: IsNull(), erasedAt: IsNull() }),
    item: customer,
    toItems: (rows) => rows.map(brief),
  })

  app.get(
    '/customers/:id',
    {
      schema: {
        tags: ['customers'],
        summary: 'A customer with cars, tags and open leads.',
        params,
        response: {
          200: customer.extend({
            birthday: z.object({ day: z.string(), lunar: z.boolean() }).nullable(),
            marketing: z.boolean(),
            tags: z.array(words),
            vehicles: z.array(
              z.object({
                id,
                model: z.string(),
                plate: z.string().nullable(),
                mileage: z.number().nullable(),
                ...{ purchaseDate: day, insuranceUntil: day, inspectionUntil: day, warrantyUntil: day },
              }),
            ),
            leads: z.array(z.object({ code: z.number(), kind: z.string(), level: z.string(), state: z.string() })),
          }),
        },
      },
    },
    async ({ params: asked }) => {
      const { customer: row, vehicles, tags, leads } = await find(asked.id)
      return {
        ...brief(row),
        birthday: row.birthday ? { day: row.birthday, lunar: row.birthdayLunar ?? false } : null,
        marketing: row.marketingStoppedAt === null,
        tags: tags.map(({ tag }) => tag),
        vehicles: vehicles.map((car) => ({
          ...car,
          model: [car.brand, car.model].filter(Boolean).join(' '),
          plate: car.plate && maskPlate(vault.open(car.plate)),
        })),
        leads,
      }
    },
  )

  app.post(
    '/customers/:id/phone',
    {
      schema: {
        tags: ['customers'],
        summary: 'The full number, for whoever may have it; each look is in the audit log, with who and whose.',
        params,
        response: { 200: z.object({ phone: z.string().nullable() }) },
      },
    },
    async (request) => {
      const staff = request.getDecorator<StaffAccount>('staff')
      const dossier = await find(request.params.id)
      const opened = openPhone(staff, dossier, vault)
      if (opened === 'refused') throw refusal('not_permitted')
      const entry = { id: ids(), at: clock.now(), actor: staff.externalId, what: PHONE_READ, messageId: null }
      const details = { customer: dossier.customer.id }
      // Written down before it is told.
      await store.transaction((db) => writeRows(db, AuditEntry, [{ ...entry, details }]))
      return opened
    },
  )

  app.post(
    '/customers/export',
    {
      schema: {
        tags: ['customers'],
        summary:
          'Customers or leads as a spreadsheet: of all, for sales their own; `full` for whoever may open any number. On record.',
        body: z.strictObject({
          what: z.enum(EXPORTED),
          /** As in chat: 等级A 标签钓鱼, or class=A tag=fishing. */
          words: z.string().trim().max(200).default(''),
          full: z.boolean().default(false),
        }),
      },
    },
    async (request, reply) => {
      const staff = request.getDecorator<StaffAccount>('staff')
      const sheet = await store.transaction((db) =>
        writeExport(
          { db, ids, now: clock.now(), voice: { ...voice, vault } },
          { ...request.body, staff, way: 'api', messageId: null },
        ),
      )
      if (sheet === 'refused') throw refusal('not_permitted')
      if ('unknown' in sheet) throw refusal('unknown_condition')
      return sendSheet(reply, sheet.what, sheet.rows)
    },
  )

  app.get(
    '/customers/:id/timeline',
    {
      schema: {
        tags: ['customers'],
        summary: 'Everything that happened with a customer, the newest first.',
        params,
        response: {
          200: z.object({
            items: z.array(z.object({ at: instant, what: z.string(), code: z.string().optional(), about: words })),
          }),
        },
      },
    },
    async ({ params: asked }) => ({ items: timelineOf(await find(asked.id)) }),
  )
}
