import { In, IsNull, MoreThan, Not } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import { Customer, type Db, Member, PointAccount, Registration, Voucher } from '../../store/index.js'

/** Other customers who go by a number, each as the one that they turned out to be. */
export async function othersBy(db: Db, own: Customer): Promise<Customer[]> {
  let found = own.phoneFingerprint ? await db.findBy(Customer, { phoneFingerprint: own.phoneFingerprint }) : []
  for (;;) {
    const away = found.filter(({ mergedIntoId }) => mergedIntoId !== null)
    if (!away.length) break
    const into = await db.findBy(Customer, { id: In(away.map(({ mergedIntoId }) => mergedIntoId as string)) })
    found = [...found.filter((each) => !away.includes(each)), ...into]
  }
  const each = new Map(found.map((customer) => [customer.id, customer]))
  return [...each.values()].filter(({ id, erasedAt }) => id !== own.id && erasedAt === null)
}

/** What speaks against going by the member's word alone. */
export async function riskOf(db: Db, known: Customer): Promise<{ hasAccounts: boolean; atStake: boolean }> {
  const points = await db.existsBy(PointAccount, { customerId: known.id, balance: MoreThan(0) })
  return {
    hasAccounts: await db.existsBy(Member, { customerId: known.id, leftAt: IsNull() }),
    atStake: points || (await db.existsBy(Voucher, { customerId: known.id, state: 'open' })),
  }
}

const TALK_WITHIN = 12 * HOUR

/** The private chat with a customer; null when there is none, or a question of the registration waits there. */
export async function roomToAsk(db: Db, customerId: string, now: number) {
  const busy = { customerId, question: Not(IsNull()), askedAt: MoreThan(now - TALK_WITHIN) }
  if (await db.existsBy(Registration, busy)) return null
  const member = await db.findOne(Member, {
    where: { customerId, staff: false, group: { kind: 'private' } },
    relations: { group: true },
    order: { lastMessageAt: 'DESC' },
  })
  return member?.group ?? null
}
