import type { Say } from '../../kit/texts.js'
import { type Db, Lead } from '../../store/index.js'
import { displayName } from '../step.js'

/** Relations without which a lead has no name and no place. */
export const WITH_NAMES = { member: true, customer: true, group: true } as const

/** `findOne` with relations asks twice. */
export const findLead = async (db: Db, where: Partial<Pick<Lead, 'id' | 'state'>>): Promise<Lead | null> =>
  (await db.find(Lead, { where, relations: WITH_NAMES }))[0] ?? null

/** The name that the group knows, or the one that came with the lead. */
export const nameOf = ({ member, customer }: Lead): string =>
  member ? displayName(member) : (customer?.displayName ?? '')

/** The group in which it was said, or the door by which it came. */
export const placeOf = (say: Say, { group, source }: Lead): string => group?.name ?? say(`leads.source.${source}`)
