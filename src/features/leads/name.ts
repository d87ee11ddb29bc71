import { getMetadataArgsStorage } from 'typeorm'
import type { Say } from '../../kit/texts.js'
import { type Db, Lead } from '../../store/index.js'
import { displayName } from '../step.js'

const OWN = Object.fromEntries(
  getMetadataArgsStorage()
    .filterColumns(Lead)
    .map((column) => [column.propertyName, true]),
)

/** A lead with what gives it a name and a place, and no more of those tables: they are wide. */
export const WITH_NAMES = {
  relations: { member: true, customer: true, group: true },
  select: {
    ...OWN,
    member: { id: true, customerId: true, externalId: true, nickname: true, card: true },
    customer: { id: true, displayName: true, erasedAt: true, marketingStoppedAt: true },
    group: { id: true, name: true },
  },
} as const

/** `findOne` with relations asks twice. */
export const findLead = async (db: Db, where: Partial<Pick<Lead, 'id' | 'state'>>): Promise<Lead | null> =>
  (await db.find(Lead, { where, ...WITH_NAMES }))[0] ?? null

/** The name that the group knows, or the one that came with the lead. */
export const nameOf = ({ member, customer }: Lead): string =>
  member ? displayName(member) : (customer?.displayName ?? '')

/** The group in which it was said, or the door by which it came. */
export const placeOf = (say: Say, { group, source }: Lead): string => group?.name ?? say(`leads.source.${source}`)
