import { In, IsNull, Like, Not } from 'typeorm'
import { Customer, createCodes, Lead, PointEntry, PointTransfer, Referral } from '../../../store/index.js'
import type { Batch, Turn } from '../../step.js'
import type { GivenFriend, OpenDoor } from '../desk.js'

/** What is known of referrals, and of the deals that they and others led to. */
export interface ReferralBook {
  all: Referral[]
  nextCode: () => number
  /** Customers by phone print, each as the one that they turned out to be. */
  byPhone: Map<string, string>
  /** Leads of those who are spoken of. */
  leads: Lead[]
  /** Customer → the consultant who has them. */
  consultants: Map<string, string>
  /** What was paid for referrals and repurchases of those who are spoken of, and to whom. */
  paid: { transfer: PointTransfer; customerId: string; amount: number }[]
  take: Awaited<ReturnType<OpenDoor>> | null
}

/** A friend as the door takes them in: a colleague who sells follows at once. */
export const givenFriend = (
  turn: Turn,
  { name, phone, wish }: Pick<GivenFriend, 'name' | 'phone' | 'wish'>,
): GivenFriend => ({
  ...{ name, phone, wish, plate: null, source: 'referral' as const, kind: 'purchase' as const },
  ...{ key: turn.messageId, at: turn.now, author: turn.member.externalId },
  owner: turn.staff?.role === 'sales' ? turn.staff.name : null,
})

interface Wanted {
  batch: Batch
  /** Keyed hashes of the phones of friends. */
  phones: readonly string[]
  customerIds: readonly string[]
  /** Numbers of leads. */
  codes: readonly number[]
  take: ReferralBook['take']
}

export async function openReferrals({ batch, phones, customerIds, codes, take }: Wanted): Promise<ReferralBook> {
  const { db } = batch
  const all = await db.find(Referral, { order: { code: 'ASC' } })
  const leads = await db.find(Lead, {
    where: [{ customerId: In([...customerIds]) }, { code: In([...codes]) }],
    order: { code: 'ASC' },
  })
  const concerned = [...new Set([...customerIds, ...leads.map((lead) => lead.customerId)])]
  const owners = await db.find(Lead, {
    where: { customerId: In(concerned), claimedBy: Not(IsNull()) },
    order: { claimedAt: 'ASC' },
  })
  const customers = await db.findBy(Customer, { id: In(concerned) })
  const known = phones.length ? await db.findBy(Customer, { phoneFingerprint: In([...phones]) }) : []
  const theirs = all.filter((each) => concerned.includes(each.friendId) || concerned.includes(each.referrerId))
  const keys = [
    ...theirs.map(({ id }) => ({ key: Like(`referral:${id}:%`) })),
    ...leads.map(({ id }) => ({ key: Like(`repurchase:${id}:%`) })),
  ]
  const transfers = keys.length ? await db.findBy(PointTransfer, keys) : []
  const taken = transfers.length
    ? await db.findBy(PointTransfer, { reversesId: In(transfers.map(({ id }) => id)) })
    : []
  const standing = transfers.filter(({ id }) => !taken.some(({ reversesId }) => reversesId === id))
  const entries = standing.length
    ? await db.find(PointEntry, {
        where: { transferId: In(standing.map(({ id }) => id)), account: { customerId: Not(IsNull()) } },
        relations: { account: true },
      })
    : []
  return {
    all,
    leads,
    take,
    nextCode: await createCodes(db, Referral),
    byPhone: new Map(known.map((each) => [each.phoneFingerprint as string, each.mergedIntoId ?? each.id])),
    consultants: new Map([
      ...owners.map((each) => [each.customerId, each.claimedBy as string] as const),
      ...customers.flatMap(({ id, owner }) => (owner ? [[id, owner] as const] : [])),
    ]),
    paid: entries.flatMap(({ transferId, amount, account }) => {
      const transfer = standing.find(({ id }) => id === transferId)
      return transfer && account?.customerId ? [{ transfer, amount, customerId: account.customerId }] : []
    }),
  }
}
