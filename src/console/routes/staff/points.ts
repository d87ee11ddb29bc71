import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { IsNull } from 'typeorm'
import { z } from 'zod'
import { namesOf } from '../../../features/named-customers.js'
import { Customer, EARN_REASONS, PointAccount, PointEntry, Referral, Reward, Voucher } from '../../../store/index.js'
import type { StaffDeps } from '../../deps.js'
import { refusal } from '../../errors.js'
import { addList } from './list.js'
import { id, instant, words } from './views.js'

const referralState = z.enum(['pending', 'paid', 'reversed'])
const reason = z.enum([...EARN_REASONS, 'by_hand', 'redeem', 'expire', 'reversal', 'merge'])
const person = z.object({ id, name: words })

const points = z.object({
  customer: person,
  balance: z.number(),
  movements: z.array(
    z.object({ code: z.number(), at: instant, reason, note: words, amount: z.number(), expiresAt: instant.nullable() }),
  ),
  vouchers: z.array(z.object({ name: words, state: z.enum(['open', 'used', 'cancelled']), issuedAt: instant })),
})

/** Points of customers, what they buy, and who brought whom. */
export const pointRoutes: FastifyPluginAsync<{ deps: StaffDeps }> = async (app, { deps: { store } }) => {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/points/:customer',
    {
      schema: {
        tags: ['lists'],
        summary: 'What a customer has, every movement of it, and the vouchers without their codes.',
        params: z.object({ customer: id }),
        response: { 200: points },
      },
    },
    ({ params: { customer: customerId } }) =>
      store.transaction(async (db) => {
        if (!(await db.existsBy(Customer, { id: customerId }))) throw refusal('unknown_customer')
        const account = await db.findOneBy(PointAccount, { key: customerId })
        const entries = account
          ? await db.find(PointEntry, {
              where: { accountId: account.id },
              relations: { transfer: true },
              order: { id: 'DESC' },
            })
          : []
        return {
          customer: { id: customerId, name: (await namesOf(db, [customerId])).get(customerId) ?? '' },
          balance: account?.balance ?? 0,
          movements: entries.flatMap(({ transfer, amount, expiresAt }) =>
            transfer
              ? [
                  {
                    code: transfer.code,
                    at: transfer.at,
                    reason: transfer.reason,
                    note: transfer.note,
                    amount,
                    expiresAt,
                  },
                ]
              : [],
          ),
          vouchers: await db.find(Voucher, { where: { customerId }, order: { id: 'DESC' } }),
        }
      }),
  )

  addList(app, store, {
    path: '/rewards',
    summary: 'What points buy, and how much of it is left.',
    entity: Reward,
    query: {},
    where: () => ({ removedAt: IsNull() }),
    item: z.object({ id, code: z.number(), name: words, cost: z.number(), stock: z.number() }),
    toItems: (rows) => rows,
  })

  addList(app, store, {
    path: '/referrals',
    summary: 'Who brought whom, and how far it is.',
    entity: Referral,
    query: { state: referralState.optional() },
    where: ({ state }) => ({ state }),
    item: z.object({
      id,
      code: z.number(),
      referrer: person,
      friend: person,
      state: referralState,
      way: z.enum(['staff', 'member', 'link']),
      consultant: words.nullable(),
      introducedAt: instant,
      deliveredAt: instant.nullable(),
      reversedAt: instant.nullable(),
    }),
    async toItems(rows, db) {
      const names = await namesOf(
        db,
        rows.flatMap(({ referrerId, friendId }) => [referrerId, friendId]),
      )
      const of = (id: string) => ({ id, name: names.get(id) ?? '' })
      return rows.map((row) => ({ ...row, referrer: of(row.referrerId), friend: of(row.friendId) }))
    },
  })
}
